# Reference values for tests/golden/statistics/micro-clusters.test.ts: Rscript micro-clusters.R > micro-clusters.json
# Clumps among scattered points, weighted and not, by dbscan. Which cluster a border point goes to depends on the order of the rows there,
# so the cores are committed with the clusters.
suppressMessages(library(dbscan))
set.seed(20261122)
x <- c(runif(150, 0, 2000), rnorm(40, 500, 40), rnorm(30, 1500, 25), rnorm(25, 620, 30)); y <- c(runif(150, 0, 2000), rnorm(40, 600, 40), rnorm(30, 1400, 30), rnorm(25, 700, 30))
x <- round(x, 1); y <- round(y, 1); x <- c(x, rep(300, 6), 100); y <- c(y, rep(1700, 6), 100)
weights <- c(sample(1:3, length(x) - 1, replace = TRUE), 9)
list_of <- function(v) paste(v, collapse = ", ")
cases <- c()
for (radius in c(40, 80)) for (least in c(6, 12)) for (weighted in c(FALSE, TRUE)) {
  m <- cbind(x, y); w <- if (weighted) weights else rep(1, length(x))
  found <- dbscan(m, eps = radius, minPts = least, weights = if (weighted) weights else NULL)
  core <- as.matrix(dist(m)) <= radius; core <- as.vector(core %*% w) >= least
  cases <- c(cases, sprintf('    { "radius": %d, "least": %d, "weighted": %s, "cluster": [%s], "core": [%s] }', radius, least, tolower(weighted),
    list_of(found$cluster), list_of(as.integer(core))))
}
hull <- chull(x, y)
cat(sprintf('{\n  "x": [%s],\n  "y": [%s],\n  "weights": [%s],\n  "cases": [\n%s\n  ],\n  "hull": [%s]\n}\n', list_of(x), list_of(y), list_of(weights),
  paste(cases, collapse = ",\n"), list_of(sort(hull) - 1)))
