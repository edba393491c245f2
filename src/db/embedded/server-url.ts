export function formatUrl(port: number, password: string): string {
  return `postgres://kpi:${password}@127.0.0.1:${port}/kpi`;
}
