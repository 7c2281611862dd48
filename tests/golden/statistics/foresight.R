# Reference values for tests/golden/statistics/foresight.test.ts: Rscript foresight.R > foresight.json
# The back-test written out in R: densities as sums over all points, the top of a map by sorting, ties with the same part of each, and the paired
# test by all signs. Beside it scores of maps with unequal areas.
set.seed(20261126)
top <- function(value, area, counted, share) {
  d <- round(value / area / max(value / area, 1e-300), 10); wanted <- share * sum(area); taken <- 0; sum <- 0
  for (step in sort(unique(d), decreasing = TRUE)) {
    i <- d == step; size <- sum(area[i]); part <- min(1, (wanted - taken) / size)
    if (part <= 0) break
    sum <- sum + part * sum(counted[i]); taken <- taken + size
  }
  sum
}
numbers <- function(v) paste(ifelse(is.finite(v), sprintf("%.12g", v), "null"), collapse = ", ")
scores <- sapply(1:8, function(case) {
  n <- c(3, 20, 200)[1 + case %% 3]; predicted <- if (case %% 2) rpois(n, 2) else round(rexp(n), 3); observed <- rpois(n, 1.5); before <- rpois(n, 3)
  area <- if (case %% 4 < 2) rep(1, n) else round(runif(n, 0.5, 4), 2); shares <- c(0.01, 0.05, 0.1, 0.3, 0.77, 1)
  row <- sapply(shares, function(s) { h <- top(predicted, area, observed, s); b <- top(predicted, area, before, s); m <- top(observed, area, observed, s)
    c(h, h / sum(observed), h / sum(observed) / s, h / m, (h / b) / (sum(observed) / sum(before))) })
  sprintf('    { "predicted": [%s], "observed": [%s], "area": [%s], "before": [%s], "shares": [%s], "scores": [%s] }', numbers(predicted), numbers(observed), numbers(area), numbers(before), numbers(shares),
    paste(apply(row, 2, function(r) sprintf("[%s]", numbers(r))), collapse = ", "))
})
n <- 700; size <- 250; columns <- 16; rows <- 12
mixed <- runif(n) < 0.6
x <- round(pmin(3999, pmax(0, ifelse(mixed, rnorm(n, 1400, 500), runif(n, 0, 4000)))), 1); y <- round(pmin(2999, pmax(0, ifelse(mixed, rnorm(n, 1600, 400), runif(n, 0, 3000)))), 1)
day <- sort(round(runif(n, 0, 300), 2)); train <- 120; horizon <- 15; rounds <- 12; picking <- 6
cx <- rep((1:columns - 0.5) * size, rows); cy <- rep((1:rows - 0.5) * size, each = columns)
square <- floor(y / size) * columns + floor(x / size) + 1
by_square <- function(i, w = rep(1, sum(i))) { v <- numeric(columns * rows); for (k in seq_along(which(i))) { s <- square[which(i)[k]]; v[s] <- v[s] + w[k] }; v }
kernels <- list(quartic = function(u) ifelse(u < 1, (1 - u)^2, 0), epanechnikov = function(u) pmax(0, 1 - u), gaussian = function(u) exp(-u * 16))
density_of <- function(i, sigma, kernel, w = rep(1, sum(i))) {
  r <- sigma * c(quartic = sqrt(8), epanechnikov = sqrt(6), gaussian = sqrt(32))[[kernel]]
  as.vector(sapply(seq_along(cx), function(s) sum(w * kernels[[kernel]](((x[i] - cx[s])^2 + (y[i] - cy[s])^2) / r^2))))
}
shares <- c(0.01, 0.02, 0.05, 0.1); decide <- 0.05
runs <- sapply(list(list("quartic", c(150, 300, 600), c()), list("epanechnikov", c(200, 500), c(20)), list("gaussian", c(250), c())), function(one) {
  kernel <- one[[1]]; ways <- list(list(NA, NA)); for (s in one[[2]]) ways[[length(ways) + 1]] <- list(s, NA)
  for (h in one[[3]]) { ways[[length(ways) + 1]] <- list(NA, h); for (s in one[[2]]) ways[[length(ways) + 1]] <- list(s, h) }
  hits <- array(0, c(rounds, length(ways), length(shares) + 1)); past <- hits; most <- matrix(0, rounds, length(shares) + 1); events <- before <- numeric(rounds)
  for (r in 1:rounds) {
    cut <- 0 + train + (r - 1) * horizon; i <- day >= cut - train & day < cut; j <- day >= cut & day < cut + horizon
    now <- by_square(j); was <- by_square(i); events[r] <- sum(j); before[r] <- sum(i)
    for (w in seq_along(ways)) {
      sigma <- ways[[w]][[1]]; half <- ways[[w]][[2]]; weight <- if (is.na(half)) rep(1, sum(i)) else 2^((day[i] - cut) / half)
      value <- if (is.na(sigma)) by_square(i, weight) else density_of(i, sigma, kernel, weight)
      for (s in seq_along(c(shares, decide))) { hits[r, w, s] <- top(value, rep(1, columns * rows), now, c(shares, decide)[s]); past[r, w, s] <- top(value, rep(1, columns * rows), was, c(shares, decide)[s]) }
    }
    for (s in seq_along(c(shares, decide))) most[r, s] <- top(now, rep(1, columns * rows), now, c(shares, decide)[s])
  }
  last <- length(shares) + 1; picked <- colSums(hits[1:picking, , last]); chosen <- 1 + which.max(picked[-1]); later <- (picking + 1):rounds
  d <- hits[later, chosen, last] - hits[later, 1, last]
  signs <- as.matrix(expand.grid(rep(list(c(1, -1)), length(later)))); p <- mean(abs(signs %*% d) >= abs(sum(d)) - 1e-9)
  unseen <- sapply(seq_along(shares), function(s) sapply(c(1, chosen), function(w) { h <- sum(hits[later, w, s]); N <- sum(events[later])
    c(h, h / N, h / N / shares[s], h / sum(most[later, s]), (h / sum(past[later, w, s])) / (N / sum(before[later]))) }))
  sprintf('    { "kernel": "%s", "bandwidths": [%s], "halfLives": [%s], "picked": [%s], "chosen": %d, "unseen": [%s], "differences": [%s], "p": %.12g }', kernel, numbers(one[[2]]), numbers(one[[3]]), numbers(picked), chosen - 1,
    paste(apply(unseen, 2, function(v) sprintf("[%s]", numbers(v))), collapse = ", "), numbers(d), p)
})
cat(sprintf('{\n  "maps": [\n%s\n  ],\n  "x": [%s],\n  "y": [%s],\n  "day": [%s],\n  "runs": [\n%s\n  ]\n}\n', paste(scores, collapse = ",\n"), numbers(x), numbers(y), numbers(day), paste(runs, collapse = ",\n")))
