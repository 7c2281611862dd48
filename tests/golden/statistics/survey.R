# Reference values for tests/golden/statistics/survey.test.ts and survey-change.test.ts: Rscript survey.R > survey.json
# A town of R's generator: people in houses, houses in parts of town. Means, shares, design effects and limits by R's survey package.
suppressMessages(library(survey))
set.seed(20261126)
houses <- 26
house <- data.frame(cluster = 1:houses, stratum = rep(c("n", "s", "w"), c(9, 10, 7)), level = rnorm(houses, 0, 0.7), size = sample(3:11, houses, TRUE))
d <- house[rep(1:houses, house$size), ]
n <- nrow(d)
d$area <- sample(c("A", "B", "C"), n, TRUE, c(0.5, 0.42, 0.08))
d$weight <- round(c(n = 31, s = 44, w = 19)[d$stratum] * exp(rnorm(n, 0, 0.3)), 2)
d$share <- rbinom(n, 1, plogis(-0.6 + d$level)); d$rare <- rbinom(n, 1, plogis(-3.4 + d$level))
d$score <- round(5 + d$level + rnorm(n), 1)
d$share[sample(n, 9)] <- NA; d$score[sample(n, 6)] <- NA
d$people <- c(n = 1400, s = 2300, w = 800)[d$stratum]; d$houses <- c(n = 30, s = 64, w = 15)[d$stratum]
d$town <- 4500; d$allhouses <- 109
# One house alone in its part of town.
d$lone <- ifelse(d$cluster == 26, "e", d$stratum)
num <- function(v) ifelse(is.na(v) | !is.finite(v), "null", sprintf("%.15g", v))
list_of <- function(v) paste0("[", paste(if (is.numeric(v)) num(v) else sprintf('"%s"', v), collapse = ","), "]")
figures <- function(design, y) {
  here <- subset(design, !is.na(design$variables[[y]]))
  f <- as.formula(paste0("~", y)); m <- svymean(f, here, deff = TRUE); df <- degf(here); se <- SE(m)[1]
  ci <- c(NA, NA, NA, NA)
  if (y != "score" && coef(m) > 0) ci <- c(attr(svyciprop(f, here, method = "beta"), "ci"), attr(svyciprop(f, here, method = "logit"), "ci"))
  list_of(as.numeric(c(nrow(here), coef(m), se, deff(m), df, ci, coef(m) + c(-1, 1) * qt(0.975, df) * se)))
}
case <- function(name, ids, strata, fpc, lonely = "adjust") {
  options(survey.lonely.psu = lonely)
  form <- function(v) if (is.na(v)) NULL else as.formula(paste0("~", v))
  design <- svydesign(ids = if (is.na(ids)) ~1 else form(ids), strata = form(strata), fpc = form(fpc), weights = ~weight, data = d, nest = TRUE)
  rows <- c()
  for (y in c("share", "rare", "score")) for (where in c("", "A", "B", "C")) {
    part <- if (where == "") design else subset(design, area == where)
    rows <- c(rows, sprintf('{"answer":"%s","area":"%s","figures":%s}', y, where, figures(part, y)))
  }
  text <- function(v) if (is.na(v)) "null" else sprintf('"%s"', v)
  sprintf('{"name":"%s","cluster":%s,"stratum":%s,"fpc":%s,"lonely":"%s","of":[\n%s]}', name, text(ids), text(strata), text(fpc), lonely, paste(rows, collapse = ",\n"))
}
cases <- c(case("simple", NA, NA, NA), case("simple, of a known number", NA, NA, "town"), case("strata", NA, "stratum", NA), case("strata, of known numbers", NA, "stratum", "people"),
  case("houses", "cluster", NA, NA), case("houses, of a known number", "cluster", NA, "allhouses"), case("houses in strata", "cluster", "stratum", NA),
  case("houses in strata, of known numbers", "cluster", "stratum", "houses"), case("a lone house", "cluster", "lone", NA),
  case("a lone house, averaged", "cluster", "lone", NA, "average"), case("a lone house, certain", "cluster", "lone", NA, "certainty"))
options(survey.lonely.psu = "adjust")

# Two waves: other people, the same houses, and the same people in strata of known numbers.
second <- d
second$share <- rbinom(n, 1, plogis(-0.1 + d$level)); second$score <- round(d$score + rnorm(n, 0.2, 0.5), 1); second$weight <- round(d$weight * exp(rnorm(n, 0, 0.1)), 2)
second$share[sample(n, 5)] <- NA
waves <- rbind(cbind(d, wave = 1), cbind(second, wave = 2)); waves$person <- rep(1:n, 2)
change <- function(name, design, ids, strata, fpc) {
  rows <- c()
  for (y in c("share", "score")) for (where in c("", "A")) {
    part <- subset(design, !is.na(design$variables[[y]])); if (where != "") part <- subset(part, area == where)
    by <- svyby(as.formula(paste0("~", y)), ~wave, part, svymean, covmat = TRUE)
    v <- vcov(by)
    df <- sapply(1:2, function(k) degf(subset(part, wave == k)))
    rows <- c(rows, sprintf('{"answer":"%s","area":"%s","figures":%s}', y, where, list_of(as.numeric(c(diff(coef(by)), sqrt(v[1, 1] + v[2, 2] - 2 * v[1, 2]), v[1, 2] / sqrt(v[1, 1] * v[2, 2]), df)))))
  }
  text <- function(v) if (is.na(v)) "null" else sprintf('"%s"', v)
  sprintf('{"name":"%s","cluster":%s,"stratum":%s,"fpc":%s,"of":[\n%s]}', name, text(ids), text(strata), text(fpc), paste(rows, collapse = ",\n"))
}
waves$apart <- paste(waves$wave, waves$stratum)
changes <- c(change("other people", svydesign(~1, strata = ~apart, weights = ~weight, data = waves), NA, "stratum", NA),
  change("the same houses", svydesign(~cluster, strata = ~stratum, weights = ~weight, data = waves), "cluster", "stratum", NA),
  change("the same people, of known numbers", svydesign(~person, strata = ~stratum, fpc = ~people, weights = ~weight, data = waves), "person", "stratum", "people"))
# Some of the houses in both waves: the definition in matrices, stratum by stratum (Tam 1984), since the package takes both waves as one sample.
partial <- function(y) {
  keep1 <- d$cluster %% 4 != 0; keep2 <- d$cluster %% 3 != 0
  one <- function(x, w) { m <- sum(w * x) / sum(w); list(m = m, u = w * (x - m) / sum(w)) }
  a <- one(d$score[keep1 & !is.na(d$score)], d$weight[keep1 & !is.na(d$score)]); ia <- d$cluster[keep1 & !is.na(d$score)]
  b <- one(second$score[keep2 & !is.na(second$score)], second$weight[keep2 & !is.na(second$score)]); ib <- second$cluster[keep2 & !is.na(second$score)]
  v <- c(0, 0, 0)
  for (h in c("n", "s", "w")) {
    c1 <- house$cluster[house$stratum == h & house$cluster %% 4 != 0]; c2 <- house$cluster[house$stratum == h & house$cluster %% 3 != 0]; both <- intersect(c1, c2)
    u1 <- sapply(c1, function(k) sum(a$u[ia == k])); u2 <- sapply(c2, function(k) sum(b$u[ib == k]))
    N <- house_count[h]
    v <- v + c(length(c1) * var(u1) * (1 - length(c1) / N), length(c2) * var(u2) * (1 - length(c2) / N),
      length(both) * cov(u1[match(both, c1)], u2[match(both, c2)]) * (1 - length(c1) * length(c2) / (length(both) * N)))
  }
  c(b$m - a$m, sqrt(v[1] + v[2] - 2 * v[3]), v[3] / sqrt(v[1] * v[2]))
}
house_count <- c(n = 30, s = 64, w = 15)
columns <- function(x, names) paste(sapply(names, function(k) sprintf('"%s":%s', k, list_of(x[[k]]))), collapse = ",\n")
cat(sprintf('{"rows":{%s},\n"second":{%s},\n"cases":[%s],\n"changes":[%s],\n"partial":%s}\n',
  columns(d, c("stratum", "lone", "cluster", "area", "weight", "share", "rare", "score", "people", "houses", "town", "allhouses")), columns(second, c("share", "score", "weight")),
  paste(cases, collapse = ",\n"), paste(changes, collapse = ",\n"), list_of(partial("score"))))
