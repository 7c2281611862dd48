# Reference values for tests/golden/statistics/concentration.test.ts: Rscript concentration.R > concentration.json
# Gini as the mean difference between two places over twice the mean; the generalised one as the area between the two Lorenz curves,
# the observed and the most even, over the area under the most even; chance by R's multinomial draws.
gini <- function(v) sum(abs(outer(v, v, "-"))) / (2 * length(v)^2 * mean(v))
under <- function(v) { c <- cumsum(c(0, sort(v))) / sum(v); n <- length(v); sum((c[-1] + c[-(n + 1)]) / 2) / n }
generalised <- function(v) {
  n <- length(v); even <- if (sum(v) < n) rep(c(1, 0), c(sum(v), n - sum(v))) else rep(1, n)
  (under(even) - under(v)) / under(even)
}
holding <- function(v, share) sum(cumsum(sort(v, decreasing = TRUE)) < share * sum(v) - 1e-9) + 1
set.seed(20261122)
cases <- list(c(10, 8, 2, rep(0, 7)), c(5, 2, 1, rep(0, 7)), rep(1, 6), rpois(40, 3), rnbinom(60, size = 0.3, mu = 2), rnbinom(200, size = 0.1, mu = 0.4))
rows <- sapply(cases, function(v) {
  draws <- rmultinom(20000, sum(v), rep(1, length(v))); g <- apply(draws, 2, gini)
  sprintf('  { "counts": [%s], "gini": %.12g, "generalised": %.12g, "holding": [%d, %d], "randomMean": %.6g, "randomSd": %.6g }', paste(v, collapse = ", "),
    gini(v), generalised(v), holding(v, 0.25), holding(v, 0.5), mean(g), sd(g))
})
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
