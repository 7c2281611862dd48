# Reference values for tests/golden/statistics/scan-window.test.ts: Rscript scan-window.R > scan-window.json
# Monte Carlo: Poisson processes on [0, lengths], and how often the fullest window of length 1 holds at least k.
set.seed(20261127)
runs <- 40000
cases <- list(c(20, 1.2, 6), c(104, 1.2, 8), c(52, 0.3, 3), c(12.5, 4, 11), c(5, 10, 22), c(200, 0.1, 2), c(3, 2, 5), c(30, 2.5, 7), c(2, 3, 7), c(1.6, 3, 7))
rows <- sapply(cases, function(case) {
  lengths <- case[1]; mean <- case[2]; k <- case[3]
  hits <- replicate(runs, {
    n <- rpois(1, lengths * mean)
    if (n < k) FALSE else { t <- sort(runif(n, 0, lengths)); any(t[k:n] - t[1:(n - k + 1)] <= 1) }
  })
  sprintf('    { "lengths": %g, "mean": %g, "count": %d, "hits": %d }', lengths, mean, k, sum(hits))
})
cat(sprintf('{\n  "runs": %d,\n  "cases": [\n%s\n  ]\n}\n', runs, paste(rows, collapse = ",\n")))
