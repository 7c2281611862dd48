# Reference values for tests/golden/statistics/hot-spots.test.ts: Rscript hot-spots.R > hot-spots.json
# A shuffled grid of 12 × 9 squares with counts and people by R's generator; Gi*, local Moran and the empirical Bayes index by spdep.
suppressMessages(library(spdep))
set.seed(20261122)
grid <- expand.grid(col = 1:12, row = 1:9)[sample(108), ]
x <- grid$col * 500 + 100000; y <- grid$row * 500 + 6500000
population <- round(exp(rnorm(108, 5, 1)))
count <- rpois(108, 0.02 * population * ifelse(grid$col < 4 & grid$row < 4, 3, 1))
list_of <- function(v) paste(sprintf("%.12g", v), collapse = ", ")
xy <- cbind(x, y)
# Those as far away as the k-th enter with it, which spdep's knearneigh leaves to the order of the rows.
d <- as.matrix(dist(xy)); kth <- apply(d, 1, function(r) sort(r)[7])
nearest <- lapply(1:108, function(i) as.integer(setdiff(which(d[i, ] <= kth[i] + 1e-6), i)))
class(nearest) <- "nb"; attr(nearest, "region.id") <- as.character(1:108)
rules <- list('{ "kind": "queen", "size": 500 }' = dnearneigh(xy, 0, 500 * sqrt(2) + 1), '{ "kind": "band", "distance": 1500 }' = dnearneigh(xy, 0, 1500),
  '{ "kind": "nearest", "k": 6 }' = nearest)
cases <- sapply(names(rules), function(name) {
  nb <- rules[[name]]
  star <- as.numeric(localG(count, nb2listw(include.self(nb), style = "B")))
  moran <- localmoran(count, nb2listw(nb, style = "W"), conditional = TRUE)
  p <- 2 * pnorm(-abs(star))
  gi <- as.numeric(localG(count, nb2listw(nb, style = "B")))
  # With the correction of the paper's B1 that the package has.
  g <- globalG.test(count, nb2listw(nb, style = "B"), B1correct = TRUE)
  sprintf('    { "rule": %s, "global": [%s], "gi": [%s], "z": [%s], "bh": [%s], "by": [%s], "moran": [%s], "moranZ": [%s] }', name,
    list_of(c(g$estimate[1:2], g$statistic)), list_of(gi), list_of(star), list_of(p.adjust(p, "BH")),
    list_of(p.adjust(p, "BY")), list_of(moran[, 1]), list_of(moran[, 4]))
})
queen <- nb2listw(rules[[1]], style = "B")
ebi <- suppressWarnings(EBImoran.mc(count, population, queen, nsim = 9))$statistic
# The same index place by place, whose Moran is the statistic above.
b <- sum(count) / sum(population); s2 <- sum(population * (count / population - b)^2) / sum(population)
v <- s2 - b / mean(population) + b / population; v[v < 0] <- (b / population)[v < 0]
index <- (count / population - b) / sqrt(v)
star <- as.numeric(localG(index, nb2listw(include.self(rules[[1]]), style = "B")))
# Every way to deal the others' values, counted: the p that a permutation comes near.
value <- c(3, 9, 1, 7, 2, 12, 4, 1, 30, 6, 8, 25); place <- 1:12 * 10
few <- lapply(1:12, function(i) which(abs(place - place[i]) <= 20 & 1:12 != i))
exact <- t(sapply(1:12, function(i) {
  sums <- combn(value[-i], length(few[[i]]), sum); c(mean(sums >= sum(value[few[[i]]])), mean(sums <= sum(value[few[[i]]])))
}))
cat(sprintf('{\n  "x": [%s],\n  "y": [%s],\n  "count": [%s],\n  "population": [%s],\n  "cases": [\n%s\n  ],\n', list_of(x), list_of(y), list_of(count),
  list_of(population), paste(cases, collapse = ",\n")))
cat(sprintf('  "index": [%s],\n  "indexMoran": %.12g,\n  "indexZ": [%s],\n  "value": [%s],\n  "place": [%s],\n  "atLeast": [%s],\n  "atMost": [%s]\n}\n', list_of(index),
  ebi, list_of(star), list_of(value), list_of(place), list_of(exact[, 1]), list_of(exact[, 2])))
