/**
 * y ln(y / μ) − (y − μ), where the two are nearly alike by the series in (y − μ) / (y + μ) (Loader 2000): for large counts their
 * difference is otherwise lost in rounding, and the rounds never come to rest.
 */
export function halfDeviance(count: number, mu: number): number {
  if (count === 0) return mu
  // A fit that has run away: no series comes to an end there.
  if (!(mu < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY
  const away = (count - mu) / (count + mu)
  if (Math.abs(away) >= 0.1) return count * Math.log(count / mu) - (count - mu)
  // ln(y / μ) is twice the odd powers, 2 (v + v³/3 + …), and v (y + μ) is y − μ: the first order falls away.
  let sum = (count - mu) * away
  let power = 2 * count * away
  for (let odd = 3; ; odd += 2) {
    power *= away * away
    const next = sum + power / odd
    if (next === sum) return sum
    sum = next
  }
}
