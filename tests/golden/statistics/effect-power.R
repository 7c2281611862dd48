# Reference values for tests/golden/statistics/effect-power.test.ts: Rscript effect-power.R > effect-power.json
# How often the weighted displacement difference is 1.96 standard errors or more below 0 in 200,000 drawn worlds.
set.seed(20261126)
power <- function(m, w, cut, periods) {
  n <- 200000; draw <- function(mean) rpois(n, mean * periods)
  b <- lapply(m, draw); a <- lapply(seq_along(m), function(k) draw(m[k] * (if (k == 1) 1 - cut else 1)))
  sign <- c(1, -1, 1, -1)[seq_along(m)]
  d <- Reduce(`+`, lapply(seq_along(m), function(k) sign[k] * (a[[k]] - b[[k]]) / w[k]))
  v <- Reduce(`+`, lapply(seq_along(m), function(k) (a[[k]] + b[[k]]) / w[k]^2))
  mean(d < -qnorm(0.975) * sqrt(v))
}
cases <- list(list(c(207, 308), c(1, 1)), list(c(60, 90, 70, 80), c(1, 1, 1, 1)), list(c(300, 500, 200, 400), c(0.9, 1.2, 1.6, 1.5)))
rows <- unlist(lapply(cases, function(one) lapply(c(0.2, 0.4, 0.6), function(cut) lapply(c(1, 3), function(periods)
  sprintf('  { "expected": [%s], "weights": [%s], "reduction": %g, "periods": %d, "power": %.6g }', paste(one[[1]], collapse = ", "), paste(one[[2]], collapse = ", "), 100 * cut, periods, power(one[[1]], one[[2]], cut, periods))))))
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
