# Reference values for tests/golden/statistics/comparison.test.ts: Rscript comparison.R > comparison.json
# Empirical Bayes rates from spdep's EBest; funnel limits by Spiegelhalter's rule over R's own ppois and qpois.
suppressMessages(library(spdep))
set.seed(20261122)
n <- 40
exposure <- round(exp(rnorm(n, 9, 1.2)))
case <- function(shape) {
  rate <- if (is.na(shape)) rep(0.004, n) else rgamma(n, shape, shape / 0.004)
  y <- rpois(n, rate * exposure)
  eb <- EBest(y, exposure); target <- sum(y) / sum(exposure); e <- exposure * target
  limit <- function(p) { r <- qpois(p, e); r - (ppois(r, e) - p) / (ppois(r, e) - ppois(r - 1, e)) }
  z <- sort((y - e) / sqrt(e)); cut <- floor(n * 0.1); w <- pmin(pmax(z, z[cut + 1]), z[n - cut])
  list_of <- function(v) paste(sprintf("%.12g", v), collapse = ", ")
  sprintf('  { "counts": [%s], "exposures": [%s], "target": %.12g, "dispersion": %.12g, "shrunk": [%s], "mean": %.12g, "variance": %.12g, "low": [%s], "high": [%s] }',
    list_of(y), list_of(exposure), target, max(1, mean(w^2)), list_of(eb$estmm), attr(eb, "parameters")$b, max(0, attr(eb, "parameters")$a),
    list_of(pmax(0, limit(0.025)) / exposure), list_of(limit(0.975) / exposure))
}
cat("[\n", paste(c(case(NA), case(20), case(4)), collapse = ",\n"), "\n]\n", sep = "")
