# Reference values for tests/golden/statistics/cell-key.test.ts: Rscript cell-key.R > cell-key.json
# The distribution with the most entropy, mean 0 and a given variance on the changes that are possible for a count: one root inside another by
# R's uniroot (ours is Newton's method in both at once), and beside it what R's optim finds when it minimises the dual.
chances_of <- function(v, a, b) { e <- a * v + b * v^2; w <- exp(e - max(e)); w / sum(w) }
row_of <- function(count, D, V, js) {
  v <- -D:D; shown <- count + v; v <- v[shown == 0 | shown > js]
  root_a <- function(b) uniroot(function(a) sum(chances_of(v, a, b) * v), c(-1000, 1000), tol = 1e-14, maxiter = 10000)$root
  b <- uniroot(function(b) { p <- chances_of(v, root_a(b), b); sum(p * v^2) - V }, c(-8, 8), tol = 1e-14, maxiter = 10000)$root
  p <- chances_of(v, root_a(b), b)
  dual <- function(l) { e <- l[1] * v + l[2] * v^2; max(e) + log(sum(exp(e - max(e)))) - l[2] * V }
  slope <- function(l) { p <- chances_of(v, l[1], l[2]); c(sum(p * v), sum(p * v^2) - V) }
  q <- optim(c(0, -1 / (2 * V)), dual, slope, method = "BFGS", control = list(reltol = 1e-16, maxit = 10000))
  stopifnot(abs(sum(p * v)) < 1e-9, abs(sum(p * v^2) - V) < 1e-9, max(abs(p - chances_of(v, q$par[1], q$par[2]))) < 1e-4)
  sprintf('      { "count": %d, "changes": [%s], "chances": [%s], "entropy": %.10g }', count, paste(v, collapse = ", "), paste(sprintf("%.12g", p), collapse = ", "), -sum(p * log(p)))
}
cases <- list(c(5, 3, 2), c(4, 2.5, 1), c(3, 1, 0), c(9, 6, 3), c(2, 1.3, 0), c(12, 11, 4))
out <- sapply(cases, function(one) {
  D <- one[1]; V <- one[2]; js <- one[3]
  rows <- sapply(1:(D + js + 1), row_of, D = D, V = V, js = js)
  sprintf('  {\n    "maxDeviation": %g, "variance": %g, "neverShown": %g,\n    "rows": [\n%s\n    ]\n  }', D, V, js, paste(rows, collapse = ",\n"))
})
cat(sprintf("[\n%s\n]\n", paste(out, collapse = ",\n")))
