import { type Cut, type Replacement, within } from "./instead.ts";

const KEEPER = "slow-wire-motion-features";

/** Which features have been loaded. framer-motion keeps this table in the file of what animates, and so a page without anything that moves loads all of that. */
const FEATURES = {
	name: "motion-features",
	code: `let definitions = {};
		export const getFeatureDefinitions = () => definitions;
		export const setFeatureDefinitions = (given) => { definitions = given; };`,
};
/** What leaves a list stays in the flow until it has gone (AnimatePresence without mode="popLayout"): nothing is measured to be taken out of it. */
const IN_FLOW = { name: "motion-in-flow", code: "export const PopChild = ({ children }) => children;" };

/** `m` draws HTML here; a drawing in SVG moves by CSS, or by hand frame by frame. */
const NO_SVG = {
	name: "motion-no-svg",
	code: `const never = () => { throw new Error("m.path and the like are left out of the page by scripts/vite/motion-instead.ts"); };
		export { never as useSVGProps, never as useSVGVisualState };`,
};

/** What moves is loaded when something moves first: see wantMotion() in src/kit/motion.tsx. */
export const MOTION_REPLACEMENTS: readonly Replacement[] = [
	...within("motion-dom/dist/es/render/VisualElement.mjs", { [KEEPER]: FEATURES }),
	...within("framer-motion/dist/es/components/AnimatePresence/PresenceChild.mjs", { "./PopChild.mjs": IN_FLOW }),
	...within("framer-motion/dist/es/motion/index.mjs", { "../render/svg/use-svg-visual-state.mjs": NO_SVG }),
	...within("framer-motion/dist/es/render/dom/use-render.mjs", { "../svg/use-props.mjs": NO_SVG }),
];

export const MOTION_CUTS: readonly Cut[] = [
	{
		place: "motion-dom/dist/es/render/VisualElement.mjs",
		what: /^let featureDefinitions = \{\};[\s\S]*?(?=^\/\*\*\n \* A VisualElement)/m,
		by: `import { getFeatureDefinitions, setFeatureDefinitions } from "${KEEPER}";\n`,
	},
	{
		place: "motion-dom/dist/es/render/VisualElement.mjs",
		what: /^( {8}for \(key in )featureDefinitions\)/m,
		by: "$1getFeatureDefinitions())",
	},
	{
		place: "motion-dom/dist/es/render/VisualElement.mjs",
		what: /featureDefinition = featureDefinitions\[key\]/,
		by: "featureDefinition = getFeatureDefinitions()[key]",
	},
];
