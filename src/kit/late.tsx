import { type ComponentType, lazy, type ReactNode } from "react";
import { Button } from "./button.tsx";

/** A part of the page that is loaded when it is first drawn. instead: is drawn where the part cannot be loaded, which costs the page nothing else. */
export function late<P extends object>(load: () => Promise<ComponentType<P>>, instead: ComponentType<P> = Unloaded as ComponentType<P>) {
	return lazy(() => load().then(asDefault, () => asDefault(instead)));
}

function asDefault<P>(part: ComponentType<P>) {
	return { default: part };
}

function Unloaded({ heading, onClose }: { heading?: ReactNode; onClose?: () => void }) {
	return (
		<>
			{heading}
			<p role="alert">This part of the page could not be loaded. Is the host still there? Then load the page again.</p>
			{onClose !== undefined && (
				<Button size="small" onClick={onClose}>
					Close
				</Button>
			)}
		</>
	);
}
