# Reference values for tests/golden/statistics/emerging-clusters.test.ts: Rscript emerging-clusters.R > emerging-clusters.json
# 160 events by R's generator on 40 places, eight of them in the last days at one corner; every circle and every length tried one by one.
set.seed(20261126)
px <- round(runif(40, 0, 4000)); py <- round(runif(40, 0, 4000)); people <- round(exp(rnorm(40, 5, 1)))
at <- c(sample(40, 152, replace = TRUE, prob = people), order((px - 500)^2 + (py - 500)^2)[c(1, 1, 2, 2, 2, 3, 3, 4)])
day <- c(sample(1:60, 152, replace = TRUE), sample(56:60, 8, replace = TRUE)); case <- c(rbinom(152, 1, 0.5), rep(1, 8))
part <- function(k, p) ifelse(k == 0, 0, k * log(p))
poisson <- function(c, mu, C) ifelse(c > mu, c * log(c / mu) + part(C - c, (C - c) / (C - mu)), 0)
bernoulli <- function(c, n, C, N) if (n == N || c / n <= C / N) 0 else part(c, c / n) + part(n - c, 1 - c / n) + part(C - c, (C - c) / (N - n)) +
  part((N - n) - (C - c), 1 - (C - c) / (N - n)) - part(C, C / N) - part(N - C, 1 - C / N)
scan <- function(model, radius = 1200, longest = 10, least = 3, share = 0.5) {
  seen <- if (model == "poisson") seq_along(px) else sort(unique(at))
  weight <- if (model == "poisson") people else tabulate(at, 40)
  found <- list()
  for (z in seen) {
    d <- sqrt((px - px[z])^2 + (py - py[z])^2)
    for (r in sort(unique(d[seen][d[seen] <= radius]))) {
      inside <- intersect(which(d <= r), seen)
      if (sum(weight[inside]) > share * sum(weight)) next
      for (w in 1:longest) {
        hit <- at %in% inside & day > 60 - w
        c <- if (model == "bernoulli") sum(case[hit]) else sum(hit)
        if (c < least) next
        mu <- switch(model, permutation = sum(at %in% inside) * sum(day > 60 - w) / 160, poisson = 160 * sum(people[inside]) / sum(people) * w / 60, bernoulli = sum(hit) * sum(case) / 160)
        llr <- if (model == "bernoulli") bernoulli(c, sum(hit), sum(case), 160) else poisson(c, mu, 160)
        found[[length(found) + 1]] <- list(llr = llr, z = z, r = r, w = w, c = c, mu = mu, inside = inside)
      }
    }
  }
  found <- found[order(-sapply(found, function(f) round(f$llr, 9)), sapply(found, function(f) f$r))]
  # One for each centre, as the method has it.
  found <- found[!duplicated(sapply(found, function(f) f$z))]
  taken <- c(); kept <- list()
  for (f in found) if (f$llr > 0 && !any(f$inside %in% taken) && length(kept) < 4) { kept[[length(kept) + 1]] <- f; taken <- c(taken, f$inside) }
  paste(sapply(kept, function(f) sprintf('{ "llr": %.12g, "days": %d, "cases": %d, "expected": %.12g, "radius": %.12g, "x": [%s] }', f$llr, f$w, f$c, f$mu, f$r,
    paste(sort(unique(px[f$inside])), collapse = ", "))), collapse = ",\n      ")
}
l <- function(v) paste(v, collapse = ", ")
cat(sprintf('{\n  "x": [%s],\n  "y": [%s],\n  "people": [%s],\n  "at": [%s],\n  "day": [%s],\n  "case": [%s],\n  "clusters": {\n    "permutation": [%s],\n    "poisson": [%s],\n    "bernoulli": [%s]\n  }\n}\n',
  l(px), l(py), l(people), l(at - 1), l(day), l(case), scan("permutation"), scan("poisson"), scan("bernoulli")))
