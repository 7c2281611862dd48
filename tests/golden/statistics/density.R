# Reference values for tests/golden/statistics/density.test.ts: Rscript density.R > density.json
# spatstat's own sum over points (no raster), at the points themselves, in an oblong window; and shares of a kernel inside a window by
# summing a fine raster of its disc.
suppressMessages(library(spatstat))
set.seed(20261122)
x <- round(c(runif(40, 0, 12), rnorm(20, 3, 0.7)), 3); y <- round(c(runif(40, 0, 7), rnorm(20, 5, 0.5)), 3)
in_window <- x > 0 & x < 12 & y > 0 & y < 7; x <- x[in_window]; y <- y[in_window]; n <- length(x)
weights <- sample(1:5, n, replace = TRUE)
p <- ppp(x, y, c(0, 12), c(0, 7))
list_of <- function(v) paste(sprintf("%.12g", v), collapse = ", ")
rows <- c()
for (kernel in c("epanechnikov", "quartic", "gaussian")) for (edge in c("none", "uniform", "jones-diggle")) for (weighted in c(FALSE, TRUE)) {
  # spatstat corrects edges of the other kernels through its raster only: what is exact is committed.
  if (edge != "none" && kernel != "gaussian") next
  d <- density(p, sigma = 0.9, kernel = kernel, at = "points", leaveoneout = FALSE, edge = edge != "none", diggle = edge == "jones-diggle",
    weights = if (weighted) weights else NULL, cutoff = 100)
  rows <- c(rows, sprintf('    { "kernel": "%s", "edge": "%s", "weighted": %s, "at": [%s] }', kernel, edge, tolower(weighted), list_of(d)))
}
# The share of a kernel inside the window, on a raster of 4000 × 4000 over its square: four figures.
mass <- c()
fine <- (1:4000 - 0.5) / 4000 * 2 - 1
for (kernel in c("epanechnikov", "quartic")) for (k in 1:5) {
  at <- list(c(0.1, 0.2), c(0, 0), c(2, 6.9), c(11, 3.5), c(6, 3.5))[[k]]
  radius <- 1.4 * ifelse(kernel == "epanechnikov", sqrt(6), sqrt(8))
  r2 <- outer(fine^2, fine^2, "+"); value <- pmax(0, 1 - r2); if (kernel == "quartic") value <- value^2
  inside <- outer(at[1] + radius * fine, at[2] + radius * fine, function(a, b) a >= 0 & a <= 12 & b >= 0 & b <= 7)
  mass <- c(mass, sprintf('    { "kernel": "%s", "x": %g, "y": %g, "share": %.8g }', kernel, at[1], at[2], sum(value * inside) / sum(value)))
}
cat(sprintf('{\n  "x": [%s],\n  "y": [%s],\n  "weights": [%s],\n  "cases": [\n%s\n  ],\n  "mass": [\n%s\n  ]\n}\n', list_of(x), list_of(y), list_of(weights),
  paste(rows, collapse = ",\n"), paste(mass, collapse = ",\n")))
