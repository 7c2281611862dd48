# Reference values for tests/golden/statistics/synthetic-control.test.ts: Rscript synthetic-control.R > synthetic-control.json
# Weights by quadprog's solve.QP on the same least squares, with the same small ridge; placebos area by area.
suppressMessages(library(quadprog))
set.seed(20261126)
weights_of <- function(target, columns) {
  away <- columns - target; h <- t(away) %*% away; n <- ncol(h)
  h <- h + diag(1e-9 * sum(diag(h)) / n, n)
  w <- solve.QP(h, rep(0, n), cbind(1, diag(n)), c(1, rep(0, n)), meq = 1)$solution
  w[w < 1e-10] <- 0; w / sum(w)
}
case <- function(donors, before, after, effect) {
  total <- before + after; common <- 30 + 6 * sin(2 * pi * (1:total) / 12) + cumsum(rnorm(total, 0, 0.7)); slow <- cumsum(rnorm(total, 0, 0.5))
  values <- sapply(1:donors, function(j) round(runif(1, 0.6, 1.4) * common + rnorm(1, 0, 1.5) * slow + rnorm(total, 0, 2), 2))
  treated <- round(0.5 * values[, 1] + 0.3 * values[, 2] + 0.2 * values[, 3] + rnorm(total, 0, 1.2), 2)
  treated[(before + 1):total] <- round(treated[(before + 1):total] * effect, 2)
  fit <- function(y, x) {
    w <- weights_of(y[1:before], x[1:before, , drop = FALSE]); gap <- y - as.vector(x %*% w)
    list(w = w, gap = gap, growth = sqrt(mean(gap[(before + 1):total]^2) / mean(gap[1:before]^2)))
  }
  own <- fit(treated, values)
  placebo <- sapply(1:donors, function(j) fit(values[, j], values[, -j])$growth)
  # Each beside the treated area with the same donors behind both.
  without <- sapply(1:donors, function(j) fit(treated, values[, -j])$growth)
  l <- function(v) paste(sprintf("%.12g", v), collapse = ", ")
  sprintf('  { "start": %d, "treated": [%s], "donors": [%s], "weights": [%s], "gap": [%s], "growth": %.12g, "placebos": [%s], "p": %.12g }', before, l(treated),
    paste(apply(values, 2, function(v) sprintf("[%s]", l(v))), collapse = ", "), l(own$w), l(own$gap), own$growth, l(placebo), (1 + sum(placebo >= without)) / (donors + 1))
}
cat("[\n", paste(c(case(8, 24, 12, 1), case(20, 36, 12, 0.6), case(25, 18, 6, 0.8)), collapse = ",\n"), "\n]\n", sep = "")
