# Reference values for tests/golden/statistics/near-repeat.test.ts: Rscript near-repeat.R > near-repeat.json
# 120 points by R's generator, some repeated near in space and time; the Knox table counted over the full matrices of distances.
set.seed(20261122)
n <- 100
x <- round(runif(n, 0, 3000), 1); y <- round(runif(n, 0, 3000), 1); day <- sample(0:120, n, replace = TRUE)
x <- c(x, x[1:15], x[16:20] + 60); y <- c(y, y[1:15], y[16:20] + 80); day <- c(day, day[1:20] + rep(c(0, 7, 8, 14, 21), 4))
table_of <- function(metric, right) {
  d <- as.matrix(dist(cbind(x, y), method = metric)); t <- as.matrix(dist(day))
  up <- upper.tri(d)
  cut_of <- function(v, e) if (right) cut(v, c(-1, e), right = TRUE) else cut(v, c(0, e), right = FALSE)
  table(cut_of(d[up], c(0.1, 100, 250, 500, Inf)), cut_of(t[up], c(7, 14, 21, Inf)))
}
rows <- c()
for (metric in c("euclidean", "manhattan")) for (right in c(TRUE, FALSE)) {
  m <- table_of(metric, right)
  rows <- c(rows, sprintf('    { "metric": "%s", "closed": "%s", "pairs": [%s] }', metric, ifelse(right, "right", "left"),
    paste(apply(m, 1, function(r) sprintf("[%s]", paste(r, collapse = ", "))), collapse = ", ")))
}
list_of <- function(v) paste(v, collapse = ", ")
cat(sprintf('{\n  "x": [%s],\n  "y": [%s],\n  "days": [%s],\n  "tables": [\n%s\n  ]\n}\n', list_of(x), list_of(y), list_of(day), paste(rows, collapse = ",\n")))
