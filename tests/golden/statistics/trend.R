# Reference values for tests/golden/statistics/trend.test.ts: Rscript trend.R > trend.json
# Robust series that R decomposes have an odd length: for even ones it asks its partial sort for two ranks in falling order and may get another
# median than the paper's (1990). Two of even length are decomposed by written_out, which is the paper step by step and agrees with stl() on the odd ones.
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
at_place <- function(v, w, span, degree, x) {
  n <- length(v); first <- min(max(x - span %/% 2, 1), max(n - span + 1, 1)); i <- first:min(first + span - 1, n)
  h <- max(abs(i - x)) + max(0, (span - n) %/% 2); r <- abs(i - x) / h
  k <- ifelse(r <= 0.001, 1, ifelse(r <= 0.999, (1 - r^3)^3, 0)) * w[i]
  if (degree == 0) sum(k * v[i]) / sum(k) else lm.wfit(cbind(1, i - x), v[i], k)$coefficients[[1]]
}
smooth_by <- function(v, w, span, degree) {
  n <- length(v); at <- unique(c(seq(1, n, by = min(ceiling(span / 10), n - 1)), n))
  approx(at, sapply(at, function(x) at_place(v, w, span, degree, x)), seq_len(n))$y
}
written_out <- function(y, period, s) {
  odd <- function(x) { x <- round(x); x + (x %% 2 == 0) }; mean_of <- function(v, m) { c <- cumsum(c(0, v)); (c[-seq_len(m)] - c[seq_len(length(c) - m)]) / m }
  n <- length(y); span <- if (s == "periodic") 10 * n + 1 else s; trend <- rep(0, n); w <- rep(1, n)
  for (round in 0:15) {
    cycle <- rep(0, n + 2 * period)
    for (j in seq_len(period)) {
      i <- seq(j, n, by = period); v <- (y - trend)[i]; k <- length(v)
      cycle[j + period * (0:(k + 1))] <- c(at_place(v, w[i], span, 0, 0), smooth_by(v, w[i], span, 0), at_place(v, w[i], span, 0, k + 1))
    }
    low <- smooth_by(mean_of(mean_of(mean_of(cycle, period), period), 3), rep(1, n), odd(period), 1)
    season <- cycle[period + seq_len(n)] - low
    trend <- smooth_by(y - season, w, odd(ceiling(1.5 * period / (1 - 1.5 / span))), 1)
    if (round == 15) break
    r <- abs(y - season - trend); h <- 6 * median(r); w <- ifelse(r <= 0.001 * h, 1, ifelse(r <= 0.999 * h, (1 - (r / h)^2)^2, 0))
  }
  if (s == "periodic") season <- ave(season, (seq_len(n) - 1) %% period)
  list(time.series = cbind(season, trend), weights = w)
}
one <- function(n, period, s, robust) {
  y <- series(n, period); isEven <- robust && n %% 2 == 0
  fit <- if (isEven) written_out(y, period, s) else stl(ts(y, frequency = period), s.window = s, robust = robust)
  if (robust && !isEven) stopifnot(max(abs(written_out(y, period, s)$time.series - fit$time.series[, 1:2])) < 1e-8)
  k <- kendall(y)
  sprintf('  { "counts": [%s], "period": %d, "seasonalWindow": %s, "isRobust": %s, "seasonal": [%s], "trend": [%s], "weights": [%s], "kendall": [%s] }', paste(y, collapse = ", "), period,
    ifelse(s == "periodic", '"periodic"', s), tolower(robust), numbers(fit$time.series[, 1]), numbers(fit$time.series[, 2]), numbers(if (robust) fit$weights else rep(1, n)), numbers(k))
}
cat("[\n", paste(c(one(60, 12, "periodic", FALSE), one(75, 12, "periodic", TRUE), one(96, 12, 7, FALSE), one(131, 12, 13, TRUE), one(331, 52, "periodic", TRUE), one(41, 4, 9, TRUE), one(60, 12, "periodic", TRUE), one(90, 12, 7, TRUE)), collapse = ",\n"), "\n]\n", sep = "")
