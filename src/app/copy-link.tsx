import { CopyAll } from "#kit/copy-all.tsx";
import "./copy-link.css";

/** Puts the room's address on the clipboard. */
export function CopyLink() {
	return <CopyAll className="copy-link" word="Copy room link" text={() => `${window.location.origin}${window.location.pathname}`} />;
}
