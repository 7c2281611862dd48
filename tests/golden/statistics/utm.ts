/** Easting and northing of WGS 84 in a UTM zone (Krüger's series to the fourth order): for the published data, which come in degrees. */
export function utm(longitude: number, latitude: number, zone: number): { x: number; y: number } {
  const f = 1 / 298.257223563
  const n = f / (2 - f)
  const a = (6_378_137 / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64)
  const series = [
    n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
    (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
    (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
    (49_561 / 161_280) * n ** 4,
  ]
  const [phi, lambda] = [(latitude * Math.PI) / 180, ((longitude - (zone * 6 - 183)) * Math.PI) / 180]
  const e = (2 * Math.sqrt(n)) / (1 + n)
  const t = Math.sinh(Math.atanh(Math.sin(phi)) - e * Math.atanh(e * Math.sin(phi)))
  const xi = Math.atan2(t, Math.cos(lambda))
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)))
  let [north, east] = [xi, eta]
  series.forEach((alpha, at) => {
    const j = 2 * (at + 1)
    north += alpha * Math.sin(j * xi) * Math.cosh(j * eta)
    east += alpha * Math.cos(j * xi) * Math.sinh(j * eta)
  })
  return { x: 500_000 + 0.9996 * a * east, y: 0.9996 * a * north }
}
