import "./brand.css";

/** The mark and the name, a link home. */
export function Brand() {
	return (
		<a className="brand" href="/" aria-label="Slow Wire, home">
			<svg width="40" height="20" viewBox="0 0 34 18" aria-hidden="true">
				<path d="M0 9H34" stroke="var(--ink)" strokeWidth={2.4} />
				<path d="M6 9A11.8 11.8 0 0 1 28 9A11.8 11.8 0 0 1 6 9Z" fill="var(--ink)" />
			</svg>
			<span>Slow Wire</span>
		</a>
	);
}
