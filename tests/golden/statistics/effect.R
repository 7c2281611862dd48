# Reference values for tests/golden/statistics/effect.test.ts: Rscript effect.R > effect.json
# Segmented regression by R's own glm on a generated series with a trend, a season, a step and overdispersion; the last two vary less than
# Poisson. Student's limits and p never take a dispersion under 1, the quasi-Poisson limits are R's own.
set.seed(20261122)
series <- function(n, start, step, harmonics, draw = function(mu) rnbinom(length(mu), mu = mu, size = 20)) {
  t <- 1:n; pop <- round(runif(n, 9000, 11000)); after <- as.numeric(t > start)
  mu <- pop * exp(-6 + 0.004 * t + 0.25 * sin(2 * pi * t / 12) + log(step) * after)
  y <- draw(mu)
  season <- if (harmonics == 0) NULL else do.call(cbind, lapply(1:harmonics, function(k) cbind(sin(2 * pi * k * t / 12), cos(2 * pi * k * t / 12))))
  x <- cbind(t, after, season)
  fit <- glm(y ~ x, family = quasipoisson, offset = log(pop), control = list(epsilon = 1e-12, maxit = 100))
  b <- coef(fit)[3]; phi <- summary(fit)$dispersion; se <- sqrt(summary(fit)$cov.unscaled[3, 3])
  held <- max(1, phi); z <- qnorm(0.975); tt <- qt(0.975, fit$df.residual)
  numbers <- function(v) paste(sprintf("%.10g", v), collapse = ", ")
  sprintf('  { "counts": [%s], "exposure": [%s], "start": %d, "harmonics": %d, "dispersion": %.10g, "df": %d, "ratio": %.10g, "poisson": [%s], "quasi": [%s], "student": [%s], "p": %.10g }',
    paste(y, collapse = ", "), paste(pop, collapse = ", "), start, harmonics, phi, fit$df.residual, exp(b), numbers(exp(b + c(-z, z) * se)),
    numbers(exp(b + c(-z, z) * se * sqrt(phi))), numbers(exp(b + c(-tt, tt) * se * sqrt(held))), 2 * pt(-abs(b / (se * sqrt(held))), fit$df.residual))
}
cat("[\n", paste(c(series(60, 36, 0.8, 0), series(84, 50, 1, 2), series(48, 24, 1.3, 1), series(60, 30, 0.9, 1, function(mu) rbinom(length(mu), round(mu / 0.8), 0.8)),
  series(36, 20, 1, 0, round)), collapse = ",\n"), "\n]\n", sep = "")
