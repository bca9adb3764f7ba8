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
	const hide = () => {
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
	document.addEventListener("click", (event) => {
		const control = refusing(event);
		if (control !== null) show(control);
	});
	document.addEventListener("keydown", (event) => {
		if (event.key === "Escape") hide();
	});
}
