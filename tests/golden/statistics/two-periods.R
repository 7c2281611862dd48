# Reference values for tests/golden/statistics/two-periods.test.ts: Rscript two-periods.R > two-periods.json
# The E-test as its authors define it, summed in full; the ratio and its limits from R's own poisson.test.
etest <- function(k1, n1, k2, n2) {
  t <- function(x1, x2) ifelse(x1 + x2 == 0, 0, (x1 / n1 - x2 / n2) / sqrt(x1 / n1^2 + x2 / n2^2))
  lambda <- (k1 + k2) / (n1 + n2)
  x <- 0:(ceiling(max(n1, n2) * lambda + 12 * sqrt(max(n1, n2) * lambda)) + 60)
  far <- abs(outer(x, x, t)) >= abs(t(k1, k2)) * (1 - 1e-12)
  min(1, sum(outer(dpois(x, n1 * lambda), dpois(x, n2 * lambda)) * far))
}
set.seed(20261122)
cases <- list(c(0, 1, 3, 1), c(6, 1, 2, 1), c(30, 50, 55, 60), c(12, 365, 20, 180), c(0, 1, 9, 2), c(7, 3, 0, 1), c(140, 52, 101, 52))
for (i in 1:15) cases[[length(cases) + 1]] <- c(rpois(1, 25), sample(1:60, 1), rpois(1, 25), sample(1:60, 1))
rows <- sapply(cases, function(k) {
  test <- poisson.test(k[c(3, 1)], k[c(4, 2)])
  sprintf('  { "before": [%d, %d], "after": [%d, %d], "p": %.12g, "low": %.12g, "high": %s }', k[1], k[2], k[3], k[4],
    etest(k[1], k[2], k[3], k[4]), test$conf.int[1], ifelse(is.finite(test$conf.int[2]), sprintf("%.12g", test$conf.int[2]), "null"))
})
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
