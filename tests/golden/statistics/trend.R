# Reference values for tests/golden/statistics/trend.test.ts: Rscript trend.R > trend.json
# Robust series have an odd length: for even ones R asks its partial sort for two ranks in falling order and may get another median.
# STL by R's own stl(); Kendall's S and its tie-corrected variance, and Sen's slope, straight from their definitions.
set.seed(20261122)
kendall <- function(y) {
  n <- length(y); d <- outer(y, y, function(a, b) sign(b - a)); s <- sum(d[upper.tri(d)])
  ties <- as.numeric(table(y)); v <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
  z <- if (s == 0) 0 else (s - sign(s)) / sqrt(v)
  slopes <- outer(seq_len(n), seq_len(n), function(i, j) (y[j] - y[i]) / (j - i)); c(s, v, z, 2 * pnorm(-abs(z)), median(slopes[upper.tri(slopes)]))
}
numbers <- function(v) paste(sprintf("%.12g", v), collapse = ", ")
series <- function(n, period) {
  t <- 1:n; rpois(n, exp(3 + 0.004 * t + 0.3 * sin(2 * pi * t / period)) * ifelse(t == 20, 4, 1))
}
one <- function(n, period, s, robust) {
  y <- series(n, period); fit <- stl(ts(y, frequency = period), s.window = s, robust = robust)
  k <- kendall(y)
  sprintf('  { "counts": [%s], "period": %d, "seasonalWindow": %s, "isRobust": %s, "seasonal": [%s], "trend": [%s], "weights": [%s], "kendall": [%s] }', paste(y, collapse = ", "), period,
    ifelse(s == "periodic", '"periodic"', s), tolower(robust), numbers(fit$time.series[, 1]), numbers(fit$time.series[, 2]), numbers(if (robust) fit$weights else rep(1, n)), numbers(k))
}
cat("[\n", paste(c(one(60, 12, "periodic", FALSE), one(75, 12, "periodic", TRUE), one(96, 12, 7, FALSE), one(131, 12, 13, TRUE), one(331, 52, "periodic", TRUE), one(41, 4, 9, TRUE)), collapse = ",\n"), "\n]\n", sep = "")
