# Reference values for tests/golden/statistics/distributions.test.ts: Rscript distributions.R > distributions.json
show <- function(name, args, value) sprintf('  ["%s", [%s], %.17g]', name, paste(sprintf("%.17g", args), collapse = ", "), value)
rows <- c()
for (z in c(-9, -5, -1.96, -0.3, 0, 1, 3, 7)) rows <- c(rows, show("normalBelow", z, pnorm(z)), show("normalAbove", z, pnorm(z, lower.tail = FALSE)))
for (p in c(1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.975, 0.999999)) rows <- c(rows, show("normalQuantile", p, qnorm(p)))
for (a in c(0.02, 0.5, 1, 3, 12, 150, 2000, 7484, 7485, 40000, 1786722, 5328760, 4496982)) for (p in c(1e-8, 0.0005, 0.025, 0.5, 0.975, 0.9995)) rows <- c(rows, show("gammaQuantile", c(p, a), qgamma(p, a)))
for (a in c(0.5, 3, 150, 40000)) for (f in c(0.5, 0.95, 1, 1.05, 2)) rows <- c(rows, show("gammaBelow", c(a * f, a), pgamma(a * f, a)), show("gammaAbove", c(a * f, a), pgamma(a * f, a, lower.tail = FALSE)))
for (ab in list(c(0.5, 0.5), c(1, 50), c(8, 43), c(3.25, 146.8), c(0.2, 9), c(500, 9000), c(20000, 20001), c(0.12, 171.4), c(0.01435, 171.27), c(1.0, 170.2), c(171.3, 0.3))) for (p in c(1e-6, 0.025, 0.5, 0.975, 0.9999)) {
  x <- qbeta(p, ab[1], ab[2]); rows <- c(rows, show("betaQuantile", c(p, ab), x), show("betaBelow", c(x, ab), pbeta(x, ab[1], ab[2])))
}
for (m in c(0.1, 2.5, 40, 1000)) for (k in c(0, 1, floor(m), ceiling(m * 1.5 + 2))) rows <- c(rows, show("poissonAtMost", c(k, m), ppois(k, m)), show("poissonAtLeast", c(k, m), ppois(k - 1, m, lower.tail = FALSE)), show("poissonAt", c(k, m), dpois(k, m)))
for (n in c(5, 40, 1000)) for (p in c(0.01, 0.5, 0.87)) for (k in c(0, 2, floor(n * p))) rows <- c(rows, show("binomialAtMost", c(k, n, p), pbinom(k, n, p)))
for (s in c(0.7, 3, 80)) for (m in c(0.5, 6, 90)) for (k in c(0, 3, floor(m))) rows <- c(rows, show("negativeBinomialAtMost", c(k, s, m), pnbinom(k, s, mu = m)))
for (s in c(0.7, 3, 80)) for (m in c(0.5, 6, 90)) for (p in c(0.5, 0.95, 0.995)) rows <- c(rows, show("negativeBinomialQuantile", c(p, s, m), qnbinom(p, s, mu = m)))
for (df in c(1, 2.5, 5, 30, 200, 5000)) for (p in c(1e-6, 0.005, 0.025, 0.3, 0.6, 0.975)) rows <- c(rows, show("studentQuantile", c(p, df), qt(p, df)), show("studentBelow", c(qt(p, df), df), p))
for (df in c(1, 4, 60)) for (x in c(0.1, 3.84, 25, 100)) rows <- c(rows, show("chiSquaredAbove", c(x, df), pchisq(x, df, lower.tail = FALSE)))
for (x in c(0.1, 0.5, 3, 17.5, 1000.25)) rows <- c(rows, show("lnGamma", x, lgamma(x)))
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
