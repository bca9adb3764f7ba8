import { openBeside } from "./beside.ts";
import "./reason.css";

/** A control that cannot be used now, and says in its title why. */
const REFUSES = '[aria-disabled="true"][title]';
const ID = "reason";

/**
 * Shows the reason of a refusal as text beside the control, when the control is pressed or the keyboard comes to it: a title is nothing that
 * a finger or a key can reach. For the whole page, since every control refuses in the same way.
 */
export function showReasons(): void {
	const tip = document.createElement("div");
	tip.id = ID;
	tip.className = "reason";
	tip.role = "status";
	tip.popover = "manual";
	let shown: Element | null = null;
	/** What refuses no longer has no reason to show. */
	const watch = new MutationObserver(() => {
		if (shown?.matches(REFUSES) !== true || !shown.isConnected) hide();
	});
	const hide = () => {
		watch.disconnect();
		if (shown === null) return;
		shown.removeAttribute("aria-describedby");
		shown = null;
		tip.hidePopover();
	};
	const show = (control: Element) => {
		hide();
		const says = control.getAttribute("title") ?? "";
		tip.textContent = /[.?]$/.test(says) ? says : `${says}.`;
		// an open dialog makes the rest of the page inert
		(control.closest("dialog") ?? document.body).append(tip);
		control.setAttribute("aria-describedby", ID);
		shown = control;
		watch.observe(control, { attributes: true, attributeFilter: ["aria-disabled", "title"] });
		openBeside(tip, control, { align: "start", side: "bottom" });
	};
	const refusing = (event: Event) => (event.target instanceof Element ? event.target.closest(REFUSES) : null);
	document.addEventListener("pointerdown", hide);
	document.addEventListener("scroll", hide, { capture: true, passive: true });
	document.addEventListener("focusin", (event) => {
		const control = refusing(event);
		if (control?.matches(":focus-visible")) show(control);
		else hide();
	});
	// Before the press does anything: a control that is pressed, and can be used no longer because of that, has refused nothing.
	document.addEventListener(
		"click",
		(event) => {
			const control = refusing(event);
			if (control !== null) show(control);
		},
		{ capture: true },
	);
	document.addEventListener("keydown", (event) => {
		if (event.key === "Escape") hide();
	});
}
