# Reference values for tests/golden/statistics/disclosure-map.test.ts: Rscript disclosure-map.R > disclosure-map.json
# The two rules written out in R on generated areas and points: joined areas over a full matrix of distances, and squares by recursion.
set.seed(20261126)
list_of <- function(v) paste(v, collapse = ", ")
merge_areas <- function(x, y, n, near, k) {
  unit <- seq_along(n); place <- rank(x * 1e6 + y)
  count <- function(u) sum(n[unit == u]); d <- as.matrix(dist(cbind(x, y)))
  repeat {
    units <- unique(unit); totals <- sapply(units, count)
    small <- units[totals > 0 & totals < k]
    if (length(small) == 0 || length(units) == 1) break
    first <- function(u) min(place[unit == u])
    small <- small[order(sapply(small, count), sapply(small, first))][1]
    others <- setdiff(units, small)
    touches <- sapply(others, function(u) any(near[unit == small, unit == u]))
    if (any(touches)) others <- others[touches]
    filled <- sapply(others, count) > 0; if (any(filled)) others <- others[filled]
    far <- sapply(others, function(u) min(d[unit == small, unit == u]))
    chosen <- others[order(far, sapply(others, function(u) sum(unit == u)), sapply(others, first))][1]
    unit[unit == small] <- chosen
  }
  match(unit, unique(unit))
}
maps <- sapply(1:8, function(case) {
  m <- 24; x <- sample(0:5000, m); y <- sample(0:5000, m); n <- rnbinom(m, mu = c(3, 8)[1 + case %% 2], size = 0.8); reach <- c(900, 1400)[1 + case %/% 2 %% 2]; k <- c(5, 3, 8)[1 + case %% 3]
  near <- as.matrix(dist(cbind(x, y))) <= reach; diag(near) <- FALSE
  sprintf('    { "x": [%s], "y": [%s], "counts": [%s], "reach": %d, "k": %d, "unit": [%s] }', list_of(x), list_of(y), list_of(n), reach, k, list_of(merge_areas(x, y, n, near, k)))
})
split_square <- function(x, y, left, low, size, depth, k) {
  h <- size / 2; qx <- x >= left + h; qy <- y >= low + h
  parts <- sapply(0:3, function(q) sum(qx == (q %% 2 == 1) & qy == (q >= 2)))
  if (depth == 0 || length(x) == 0 || !all(parts == 0 | parts >= k)) return(sprintf("[%g, %g, %g, %d]", left, low, size, length(x)))
  unlist(lapply(0:3, function(q) { i <- qx == (q %% 2 == 1) & qy == (q >= 2); split_square(x[i], y[i], left + (q %% 2) * h, low + (q %/% 2) * h, h, depth - 1, k) }))
}
squares <- sapply(1:6, function(case) {
  p <- c(400, 150)[1 + case %% 2]; x <- round(pmin(8000, pmax(0, c(runif(p, 0, 8000), rnorm(p, 2500, 300))))); y <- round(pmin(8000, pmax(0, c(runif(p, 0, 8000), rnorm(p, 6000, 500)))))
  k <- c(5, 3, 10)[1 + case %% 3]; depth <- c(6, 3)[1 + case %% 2]
  sprintf('    { "x": [%s], "y": [%s], "k": %d, "depth": %d, "squares": [%s] }', list_of(x), list_of(y), k, depth, list_of(split_square(x, y, 0, 0, 8000, depth, k)))
})
cat(sprintf('{\n  "maps": [\n%s\n  ],\n  "squares": [\n%s\n  ]\n}\n', paste(maps, collapse = ",\n"), paste(squares, collapse = ",\n")))
