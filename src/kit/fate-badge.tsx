import { FATES, type FateName } from "./fate.ts";
import { Icon } from "./icon.tsx";
import "./fate-badge.css";

/** Glyph and word. The badge is always followed by a reason, which the view writes. */
export function FateBadge({ fate, word }: { fate: FateName; word?: string | undefined }) {
	return (
		<span className="fate-badge" data-fate={fate}>
			<Icon n={FATES[fate].icon} s={13} />
			{word ?? FATES[fate].word}
		</span>
	);
}
