# Reference values for tests/golden/statistics/small-areas.test.ts: Rscript small-areas.R > small-areas.json
# The restricted likelihood of Fay and Herriot's model written with whole matrices and made greatest by R's optimize, its last digits by uniroot on the slope; the errors from the same matrices.
set.seed(20261127)
reml <- function(y, X, D) {
  P <- function(A) { W <- diag(1 / (A + D)); W - W %*% X %*% solve(t(X) %*% W %*% X) %*% t(X) %*% W }
  l <- function(A) -0.5 * (sum(log(A + D)) + as.numeric(determinant(t(X) %*% diag(1 / (A + D)) %*% X)$modulus) + as.numeric(t(y) %*% P(A) %*% y) + (length(y) - ncol(X)) * log(2 * pi))
  slope <- function(A) { p <- P(A); -0.5 * (sum(diag(p)) - sum((p %*% y)^2)) }
  grid <- c(0, exp(seq(log(min(D) / 1e4), log(100 * var(y)), length.out = 400)))
  top <- which.max(sapply(grid, l))
  if (top == 1) return(list(A = 0, l = l(0)))
  A <- optimize(l, grid[c(top - 1, top + 1)], maximum = TRUE, tol = 1e-10)$maximum
  A <- uniroot(slope, c(grid[top - 1], grid[top + 1]), tol = 1e-15)$root
  list(A = A, l = l(A))
}
num <- function(v) ifelse(is.na(v), "null", sprintf("%.15g", v))
list_of <- function(v) paste0("[", paste(num(v), collapse = ","), "]")
case <- function(name, y, X, D) {
  in_sample <- !is.na(y); Xs <- X[in_sample, , drop = FALSE]; ys <- y[in_sample]; Ds <- D[in_sample]
  fit <- reml(ys, Xs, Ds); A <- fit$A
  V <- diag(A + Ds); C <- solve(t(Xs) %*% solve(V) %*% Xs); b <- C %*% t(Xs) %*% solve(V) %*% ys
  xb <- as.numeric(X %*% b); g <- A / (A + D)
  est <- ifelse(in_sample, g * y + (1 - g) * xb, xb)
  q <- rowSums((X %*% C) * X)
  mse <- ifelse(in_sample, A * D / (A + D) + (D / (A + D))^2 * q + 2 * D^2 / (A + D)^3 * 2 / sum(1 / (A + Ds)^2), A + q)
  sprintf('{"name":"%s","y":%s,"D":%s,"X":[%s],"A":%.15g,"logLikelihood":%.15g,"beta":%s,"betaSe":%s,"estimate":%s,"mse":%s}', name, list_of(y), list_of(ifelse(in_sample, D, NA)),
    paste(apply(X, 1, list_of), collapse = ","), A, fit$l, list_of(as.numeric(b)), list_of(sqrt(diag(C))), list_of(est), list_of(mse))
}
m <- 24; x <- cbind(1, round(runif(m, 0, 10), 2), rbinom(m, 1, 0.4)); D <- round(runif(m, 0.3, 3), 3)
truth <- as.numeric(x %*% c(2, 0.4, -1)) + rnorm(m, 0, 1.1); y <- round(truth + rnorm(m, 0, sqrt(D)), 3)
gaps <- replace(y, c(3, 17), NA)
flat <- round(as.numeric(x %*% c(2, 0.4, -1)) + rnorm(m, 0, 0.4 * sqrt(D)), 3)
share <- round(plogis(-1 + 0.05 * x[, 2] + rnorm(m, 0, 0.3)), 4); Ds <- round(share * (1 - share) / round(runif(m, 15, 90)), 7)
cat("[", paste(c(case("three coefficients", y, x, D), case("two areas without answers", gaps, x, D), case("no differences", flat, x, D), case("the mean alone", y, x[, 1, drop = FALSE], D),
  case("no intercept", y, x[, 2:3], D), case("shares", share, x, Ds)), collapse = ",\n"), "]\n", sep = "")
