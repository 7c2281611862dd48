# Reference values for tests/golden/statistics/time-pattern.test.ts: Rscript time-pattern.R > time-pattern.json
# The week clock minute by minute: every minute of every window is asked of R's own time zone (POSIXct, Europe/Stockholm). Generated events
# around both weeks of 2026 when the clocks change, with windows of minutes, hours, days and weeks.
set.seed(20261126)
Sys.setenv(TZ = "UTC")
zone <- "Europe/Stockholm"
at <- function(text) as.POSIXct(text, tz = "UTC")
start <- c(at("2026-03-25 00:00") + 60 * sample(0:(8 * 1440), 50, replace = TRUE), at("2026-10-21 00:00") + 60 * sample(0:(8 * 1440), 50, replace = TRUE),
  at("2026-01-01 00:00") + 60 * sample(0:(350 * 1440), 40, replace = TRUE), at(c("2026-03-29 00:30", "2026-03-29 00:59", "2026-03-29 01:00", "2026-10-25 00:00", "2026-10-25 00:59", "2026-10-25 01:00", "2026-03-28 23:00", "2026-10-24 22:00")))
n <- length(start)
long <- sample(c(0, 1, 7, 59, 60, 61, 600, 1440, 3000, 10080, 10081, 25000), n, replace = TRUE)
long[n - 7:0] <- c(0, 90, 60, 60, 120, 0, 1440, 1440)
round_it <- sample(n, 30); start[round_it] <- as.POSIXct(3600 * round(as.numeric(start[round_it]) / 3600), origin = "1970-01-01", tz = "UTC")
group <- sample(c("a", "b", "c"), n, replace = TRUE, prob = c(5, 3, 1))
hours_of <- function(t) { l <- as.POSIXlt(t, tz = zone); (l$wday + 6) %% 7 * 24 + l$hour }
clock <- numeric(168); months <- numeric(12)
for (i in 1:n) {
  minutes <- start[i] + 60 * (0:max(0, long[i] - 1))
  clock <- clock + tabulate(hours_of(minutes) + 1, 168) / length(minutes)
  months <- months + tabulate(as.POSIXlt(minutes, tz = zone)$mon + 1, 12) / length(minutes)
}
span <- as.POSIXct(c("2026-01-01", "2027-01-15"), tz = zone); watched <- seq(span[1], span[2] - 60, by = 60)
exposure <- tabulate(hours_of(watched) + 1, 168); watched_months <- tabulate(as.POSIXlt(watched, tz = zone)$mon + 1, 12)
# Heaping: what the wall showed at each end that was written.
ends <- c(start, (start + 60 * long)[long > 0]); wall <- as.POSIXlt(ends, tz = zone); hour <- wall$hour[wall$min == 0]
count <- function(h) sum(hour == h)
test <- function(x, m, p) binom.test(x, m, p, alternative = "greater")$p.value
heaping <- rbind(c(length(hour), length(ends), test(length(hour), length(ends), 1 / 60)),
  c(count(0), count(23) + count(0) + count(1), test(count(0), count(23) + count(0) + count(1), 1 / 3)),
  c(count(12), count(11) + count(12) + count(13), test(count(12), count(11) + count(12) + count(13), 1 / 3)))
# Statistic between groups, from clocks of their own.
margins <- function(w) c(rowSums(matrix(w, 24)), colSums(matrix(w, 24)))
own <- lapply(c("a", "b", "c"), function(g) { w <- numeric(168); for (i in which(group == g)) { m <- start[i] + 60 * (0:max(0, long[i] - 1)); w <- w + tabulate(hours_of(m) + 1, 168) / length(m) }; w })
chi <- function(o, e) { ok <- e > 0; sum(((o - e)^2 / e)[1:24][ok[1:24]]) / 23 + sum(((o - e)^2 / e)[25:31][ok[25:31]]) / 6 }
between <- sapply(1:3, function(g) chi(margins(own[[g]]), margins(clock) * sum(group == c("a", "b", "c")[g]) / n))
even <- chi(margins(clock), margins(exposure) / sum(exposure) * n)
# Wall times without an offset, as R reads them where they are there once.
walls <- c("2026-03-29 01:59", "2026-03-29 03:00", "2026-10-25 01:59", "2026-10-25 03:00", "2026-07-01 12:00", "2026-12-31 23:59", "1999-02-28 00:00", "1975-06-01 12:00", "2024-02-29 08:00")
read <- as.numeric(as.POSIXct(walls, tz = zone)) / 60
numbers <- function(v) paste(sprintf("%.15g", v), collapse = ", ")
texts <- function(v) paste(sprintf('"%s"', v), collapse = ", ")
cat(sprintf('{\n  "from": [%s],\n  "minutes": [%s],\n  "type": [%s],\n  "week": [%s],\n  "months": [%s],\n  "exposure": [%s],\n  "watchedMonths": [%s],\n  "heaping": [%s],\n  "between": [%s],\n  "even": %.15g,\n  "walls": [%s],\n  "read": [%s]\n}\n',
  texts(format(start, "%Y-%m-%dT%H:%MZ")), numbers(long), texts(group), numbers(clock), numbers(months), numbers(exposure), numbers(watched_months),
  paste(apply(heaping, 1, function(r) sprintf("[%s]", numbers(r))), collapse = ", "), numbers(between), even, texts(walls), numbers(read)))
