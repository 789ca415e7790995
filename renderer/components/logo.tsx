// The app's logo: a valley whose two hills form a tick. The same in both themes.

export function Logo({ large = false }: { large?: boolean }) {
  return (
    <svg className={large ? 'app-sign large' : 'app-sign'} viewBox="24 24 464 464" aria-hidden="true" focusable="false">
      <rect x="24" y="24" width="464" height="464" rx="104" fill="var(--sign-tile)" />
      <g transform="rotate(-5 256 256)">
        <rect x="92" y="84" width="328" height="352" rx="24" fill="var(--sign-paper)" />
        <rect x="128" y="120" width="256" height="236" fill="var(--sign-sky)" />
        <path d="M208 312L384 130V356H184z" fill="var(--sign-far)" />
        <path d="M128 224L260 356H128z" fill="var(--sign-near)" />
        <circle cx="208" cy="204" r="46" fill="var(--sign-tile)" />
      </g>
    </svg>
  );
}
