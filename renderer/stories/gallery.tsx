// Placeholder for components on one page.
export function Gallery({ tongue }: { tongue: string }) {
  return <main>{tongue}</main>;
}
