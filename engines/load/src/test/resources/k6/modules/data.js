export function SharedArray(name, rows) {
  return rows();
}
