# Reference values for tests/golden/statistics/disclosure-table.test.ts: Rscript disclosure-table.R > disclosure-table.json
# By brute force, in floating point, what is defined in src/statistics/derived-sums.ts: of all subsets of the inner cells, those whose sum is small
# and can be solved from what is shown. `solved` for patterns drawn at random; `least` is the smallest number of secondary cells with which
# nothing small can be solved, over all patterns.
set.seed(20261126)
cells_of <- function(r, c) {
  inner <- function(i, j) { m <- matrix(0, r, c); m[i, j] <- 1; as.vector(t(m)) }
  rows <- list()
  for (i in 0:r) for (j in 0:c) rows[[length(rows) + 1]] <- inner(if (i == 0) 1:r else i, if (j == 0) 1:c else j)
  do.call(rbind, rows)
}
rank_of <- function(m) if (nrow(m) == 0 || ncol(m) == 0) 0 else qr(m, tol = 1e-9)$rank
solved_of <- function(a, n, k) {
  zero <- a[a %*% n == 0, , drop = FALSE]
  free <- colSums(zero) == 0
  if (!any(free)) return(list())
  m <- a[, free, drop = FALSE]; v <- n[free]
  # Combinations of nothing but zeros make those known: left null space of the columns with a count.
  if (any(v == 0) && nrow(m) > 0) {
    s <- svd(t(m[, v > 0, drop = FALSE]), nu = 0, nv = nrow(m)); r <- sum(s$d > 1e-9)
    if (r < nrow(m)) {
      z <- t(s$v[, (r + 1):nrow(m), drop = FALSE]) %*% m[, v == 0, drop = FALSE]
      known <- which(v == 0)[colSums(abs(z) > 1e-9) > 0]
      if (length(known) > 0) { keep <- setdiff(seq_along(v), known); free <- which(free)[keep]; m <- m[, keep, drop = FALSE]; v <- v[keep] } else free <- which(free)
    } else free <- which(free)
  } else free <- which(free)
  p <- length(v); out <- list()
  ask <- function(m, v, at) {
    found <- list()
    if (length(v) == 0) return(found)
    base <- rank_of(m)
    for (code in 1:(2^length(v) - 1)) {
      s <- as.integer(intToBits(code))[seq_along(v)]
      total <- sum(s * v)
      if (total < 1 || total >= k) next
      if (rank_of(rbind(m, s)) == base) found[[length(found) + 1]] <- at[s == 1]
    }
    found
  }
  sums <- ask(m, v, free)
  alone <- unlist(lapply(which(v == 1), function(s) ask(m[, -s, drop = FALSE], v[-s], free[-s])), recursive = FALSE)
  # A combination of cells that are all 1.
  ones <- v == 1; d <- 0
  if (any(ones)) d <- rank_of(m) - rank_of(m[, !ones, drop = FALSE])
  list(sums = sums, alone = alone, ones = d > 0)
}
is_safe <- function(a, n, k) { s <- solved_of(a, n, k); length(s$sums) == 0 && length(s$alone) == 0 && !isTRUE(s$ones) }
text <- function(sets) { keys <- sort(unique(vapply(sets, function(s) paste(sort(s) - 1, collapse = ","), ""))); sprintf("[%s]", paste(sprintf("[%s]", keys), collapse = ", ")) }
audits <- c()
for (case in 1:60) {
  size <- list(c(2, 2), c(2, 3), c(3, 3))[[1 + case %% 3]]
  k <- sample(c(3, 4, 5), 1); n <- rnbinom(prod(size), mu = 3, size = 1)
  a <- cells_of(size[1], size[2]); shown <- runif(nrow(a)) < 0.6; if (!any(shown)) shown[1] <- TRUE
  s <- solved_of(a[shown, , drop = FALSE], n, k)
  audits <- c(audits, sprintf('    { "rows": %d, "columns": %d, "k": %d, "counts": [%s], "shown": [%s], "sums": %s, "alone": %s, "ones": %s }', size[1], size[2], k,
    paste(n, collapse = ", "), paste(which(shown) - 1, collapse = ", "), text(s$sums), text(s$alone), tolower(isTRUE(s$ones))))
}
tables <- c()
for (case in 1:14) {
  size <- list(c(2, 3), c(2, 4))[[1 + case %% 2]]
  k <- sample(c(3, 4, 5), 1); n <- rnbinom(prod(size), mu = 5, size = 1)
  a <- cells_of(size[1], size[2]); value <- as.vector(a %*% n)
  primary <- value > 0 & value < k; open <- which(!primary & value > 0); least <- NA
  for (number in 0:length(open)) {
    sets <- if (number == 0) list(integer(0)) else if (length(open) == 1) list(open) else combn(open, number, simplify = FALSE)
    if (any(sapply(sets, function(s) { shown <- !primary; shown[s] <- FALSE; is_safe(a[shown, , drop = FALSE], n, k) }))) { least <- number; break }
  }
  tables <- c(tables, sprintf('    { "rows": %d, "columns": %d, "k": %d, "counts": [%s], "primary": %d, "least": %d }', size[1], size[2], k, paste(n, collapse = ", "), sum(primary), least))
}
cat(sprintf('{\n  "audits": [\n%s\n  ],\n  "tables": [\n%s\n  ]\n}\n', paste(audits, collapse = ",\n"), paste(tables, collapse = ",\n")))
