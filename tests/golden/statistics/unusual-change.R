# Reference values for tests/golden/statistics/unusual-change.test.ts: Rscript unusual-change.R > unusual-change.json
# Seeded series of several kinds; farringtonFlexible and earsC of the package surveillance with every option that is exposed.
suppressMessages(library(surveillance))
set.seed(20261126)
# 1e999 is read as infinity: what R says of a level without events.
list_of <- function(v, format = "%.10g") paste0("[", paste(ifelse(is.na(v), "null", ifelse(is.infinite(v), "1e999", sprintf(format, v))), collapse = ", "), "]")
counts_of <- function(n, mean, phi) if (phi <= 1) rpois(n, mean) else rnbinom(n, size = mean / (phi - 1), mu = mean)
n <- 330; t <- 1:n; season <- sin(2 * pi * t / 52)
series <- list(
  flat = counts_of(n, 4, 1), sparse = counts_of(n, 0.25, 1), rare = rbinom(n, 1, 0.04),
  season = counts_of(n, 6 * exp(0.5 * season), 1), trend = counts_of(n, 4 * exp(0.004 * t), 1), falling = counts_of(n, 20 * exp(-0.006 * t), 1.5),
  over = counts_of(n, 8, 4), large = counts_of(n, 60 * exp(0.4 * season + 0.002 * t), 2),
  outbreaks = counts_of(n, 5, 1) + c(rep(0, 120), 30, 40, 20, rep(0, n - 123)),
  gaps = replace(counts_of(n, 5, 1), c(40:45, 130, 131, 200:210, 290, 318), NA), steep = round(2 * exp(0.012 * t)),
  quarter = ifelse(t %% 52 < 14, counts_of(n, 3, 1), 0), late = c(rep(0, n - 3), 8, 9, 1), stopped = c(counts_of(90, 3, 1), rep(0, n - 90)))
population <- round(10000 * exp(0.003 * t) + 300 * sin(t / 9))
monthly <- list(month = counts_of(120, 15 * exp(0.3 * sin(2 * pi * (1:120) / 12) + 0.004 * (1:120)), 2), monthFew = counts_of(120, 1.5, 1))
paper <- list(b = 5, w = 3, noPeriods = 10, weightsThreshold = 2.58, pastWeeksNotIncluded = 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.01)
with <- function(...) modifyList(paper, list(...))
all_weeks <- 315:330
cases <- list()
add <- function(name, control, freq = 52, range = all_weeks, dates = FALSE, isPopulation = FALSE)
  cases[[length(cases) + 1]] <<- list(name = name, control = control, freq = freq, range = range, dates = dates, isPopulation = isPopulation)
for (name in names(series)) { add(name, with()); add(name, with(thresholdMethod = "muan", alpha = 0.05)); add(name, with(pThresholdTrend = 0.05, thresholdMethod = "delta", alpha = 0.005)) }
original <- list(b = 5, w = 3, noPeriods = 1, weightsThreshold = 1, pastWeeksNotIncluded = 3, pThresholdTrend = 0.05, thresholdMethod = "delta", alpha = 0.05)
for (name in c("flat", "sparse", "season", "trend", "falling", "over", "outbreaks", "gaps", "steep")) add(name, original)
for (power in c("1/2", "none")) for (name in c("season", "over", "sparse")) add(name, modifyList(original, list(powertrans = power)))
for (name in c("trend", "over", "outbreaks")) { add(name, with(trend = FALSE)); add(name, with(reweight = FALSE)); add(name, with(limit54 = c(25, 3), b = 3)) }
for (name in c("flat", "trend", "large", "gaps")) { add(name, with(populationOffset = TRUE), isPopulation = TRUE); add(name, with(populationOffset = TRUE, pThresholdTrend = 0.05, thresholdMethod = "delta"), isPopulation = TRUE) }
for (name in c("season", "large")) { add(name, with(noPeriods = 5, w = 2, b = 4)); add(name, with(noPeriods = 8, pastWeeksNotIncluded = 10)); add(name, with(noPeriods = 1, w = 1, pastWeeksNotIncluded = 0, b = 2)); add(name, with(), dates = TRUE); add(name, with(b = 4, w = 0, noPeriods = 12), dates = TRUE) }
for (name in names(monthly)) { add(name, with(w = 1, noPeriods = 4, pastWeeksNotIncluded = 6, limit54 = c(5, 2)), freq = 12, range = 100:120); add(name, with(w = 1, noPeriods = 10, pastWeeksNotIncluded = 6), freq = 12, range = 100:120); add(name, with(w = 1, noPeriods = 1, pastWeeksNotIncluded = 1, pThresholdTrend = 0.05, thresholdMethod = "delta"), freq = 12, range = 100:120) }
every <- c(series, monthly)
rows <- sapply(cases, function(case) {
  y <- every[[case$name]]; control <- case$control
  args <- list(observed = matrix(y), frequency = case$freq, population = matrix(if (case$isPopulation) population else rep(1, length(y))))
  if (case$dates) args <- c(args, list(epoch = as.numeric(as.Date("2004-01-05")) + 7 * (seq_along(y) - 1), epochAsDate = TRUE))
  control$range <- case$range
  found <- suppressWarnings(farringtonFlexible(do.call(sts, args), control))
  of <- found@control
  sprintf('    { "series": "%s", "periodsPerYear": %d, "hasDates": %s, "hasPopulation": %s, "b": %d, "w": %d, "noPeriods": %d, "threshold": %g, "past": %d, "trendThreshold": %g, "method": "%s", "alpha": %g, "power": "%s", "hasTrend": %s, "hasReweighting": %s, "limit54": [%d, %d],\n      "range": %s,\n      "upper": %s, "mu0": %s, "phi": %s,\n      "alarm": %s, "trendCoefficient": %s, "p": %s }',
    case$name, case$freq, tolower(case$dates), tolower(case$isPopulation), control$b, control$w, control$noPeriods, control$weightsThreshold, control$pastWeeksNotIncluded, control$pThresholdTrend, control$thresholdMethod, control$alpha, if (is.null(control$powertrans)) "2/3" else control$powertrans,
    tolower(!identical(control$trend, FALSE)), tolower(!identical(control$reweight, FALSE)), if (is.null(control$limit54)) 5 else control$limit54[1], if (is.null(control$limit54)) 4 else control$limit54[2],
    list_of(case$range - 1, "%d"), list_of(as.vector(upperbound(found))), list_of(as.vector(of$mu0Vector)), list_of(as.vector(of$phiVector)), list_of(as.integer(alarms(found)), "%d"), list_of(as.vector(of$trendVector)), list_of(as.vector(of$pvalue)))
})
ears <- c()
for (name in c("flat", "sparse", "season", "over", "outbreaks", "late")) for (method in c("C1", "C2", "C3")) for (extra in list(c(7, 0, 0.001), c(7, 0.5, 0.025), c(9, 0, 0.05))) {
  range <- 112:130
  found <- earsC(sts(observed = matrix(every[[name]]), frequency = 52), control = list(range = range, method = method, baseline = extra[1], minSigma = extra[2], alpha = extra[3]))
  ears <- c(ears, sprintf('    { "series": "%s", "method": "%s", "baseline": %d, "minSigma": %g, "alpha": %g, "range": %s, "upper": %s, "alarm": %s }', name, method, extra[1], extra[2], extra[3], list_of(range - 1, "%d"), list_of(as.vector(upperbound(found))), list_of(as.integer(alarms(found)), "%d")))
}
# The regression of the papers alone, with glm: standard errors by the dispersion, which farringtonFlexible does not use after reweighting.
papers <- c()
for (name in c("flat", "trend", "over", "outbreaks", "sparse")) for (hasTrend in c(TRUE, FALSE)) {
  k <- 330; y <- every[[name]]
  at <- (k - 5 * 52 - 3):(k - 27); away <- (at - (k - 5 * 52 - 3)) %% 52
  part <- factor(ifelse(away < 7, 0, 1 + (away - 7) %/% 5))
  data <- data.frame(y = y[at], at, part)
  formula <- if (hasTrend) y ~ part + at else y ~ part
  first <- glm(formula, quasipoisson, data); phi <- max(1, summary(first)$dispersion); mu <- fitted(first)
  s <- 1.5 * (data$y^(2/3) - mu^(2/3)) / (sqrt(phi) * mu^(1/6) * sqrt(1 - hatvalues(first)))
  w <- ifelse(s > 2.58, 1 / s^2, 1); data$w <- w * length(w) / sum(w)
  fit <- glm(formula, quasipoisson, data, weights = w); phi <- max(1, summary(fit)$dispersion)
  ahead <- predict(fit, data.frame(at = k, part = "0"), se.fit = TRUE, dispersion = phi)
  papers <- c(papers, sprintf('    { "series": "%s", "hasTrend": %s, "expected": %.12g, "logSe": %.12g, "dispersion": %.12g }', name, tolower(hasTrend), exp(ahead$fit), ahead$se.fit, phi))
}
# A count given what it and its history have together: binomial, or beta-binomial of so large a size that the variance is phi times the mean.
tails <- c()
for (case in list(c(6, 10, 7, 1), c(0, 10, 7, 1), c(9, 3, 7, 2), c(25, 140, 35, 5), c(2, 140, 35, 5), c(70, 1500, 28.5, 1.3), c(5, 0, 35, 1), c(5, 0, 35, 3), c(40, 20, 2.3, 4))) {
  y <- case[1]; S <- case[2]; n <- case[3]; phi <- case[4]; k <- 0:(y + S)
  r <- (y + S) / (n + 1) / (phi - 1)
  d <- if (phi == 1) dbinom(k, y + S, 1 / (n + 1)) else exp(lchoose(y + S, k) + lbeta(k + r, y + S - k + n * r) - lbeta(r, n * r))
  tails <- c(tails, sprintf('    [%s, %.12g, %.12g, %.12g]', paste(case, collapse = ", "), sum(d[k >= y]), sum(d[k <= y]), d[y + 1]))
}
cat(sprintf('{\n  "series": {\n%s\n  },\n  "population": %s,\n  "farrington": [\n%s\n  ],\n  "ears": [\n%s\n  ],\n  "papers": [\n%s\n  ],\n  "tails": [\n%s\n  ]\n}\n',
  paste(sprintf('    "%s": %s', names(every), sapply(every, list_of)), collapse = ",\n"), list_of(population), paste(rows, collapse = ",\n"), paste(ears, collapse = ",\n"), paste(papers, collapse = ",\n"), paste(tails, collapse = ",\n")))
