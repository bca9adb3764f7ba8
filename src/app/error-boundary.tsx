import { Component, type ReactNode } from "react";
import { Button } from "#kit/button.tsx";
import { FullPage } from "./full-page.tsx";
import { onRoute } from "./router.ts";

type State = { readonly fault: unknown; readonly broken: boolean };

/** A bug in a view costs the page, not the room. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
	override state: State = { fault: null, broken: false };

	static getDerivedStateFromError(fault: unknown): State {
		return { fault, broken: true };
	}

	#unset = () => {};

	/** The way home, and back and forward, lead out of the error page. */
	override componentDidMount(): void {
		this.#unset = onRoute(() => {
			if (this.state.broken) this.setState({ fault: null, broken: false });
		});
	}

	override componentWillUnmount(): void {
		this.#unset();
	}

	override render(): ReactNode {
		if (!this.state.broken) return this.props.children;
		const { fault } = this.state;
		const what = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
		return (
			<FullPage title="This page broke" says={`The mistake is ours, and the room goes on without this page. The error says: ${what}`}>
				<Button size="big" onClick={() => window.location.reload()}>
					Load it again
				</Button>
			</FullPage>
		);
	}
}
