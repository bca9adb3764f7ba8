import { join } from "node:path";
import { openCrowd, publishFor, wait } from "./class/crowd.mjs";
import { openLesson } from "./class/lesson.mjs";
import { ROOT } from "./run.mjs";

const BUILD = join(ROOT, "dist", "server", "main.js");

/** Scenes of a class, each with a host and phones of its own. They settle with what ends it, once the picture has been taken. */
export const CLASS_SCENES = {
	"class-lobby": (visitor) => withClass(visitor, 27, "screen", async () => {}, { stage: false }),
	"class-screen": (visitor) => withClass(visitor, 30, "screen", somebodyAway),
	"class-screen-60": (visitor) => withClass(visitor, 60, "screen", somebodyAway),
	"class-host": (visitor) => withClass(visitor, 30, "host", somebodyAway),
	"class-people": (visitor) =>
		withClass(visitor, 30, "host", async (crowd) => {
			await somebodyAway(crowd);
			await visitor.page.getByRole("button", { name: /here$/ }).click();
		}),
	"class-sessions": (visitor) =>
		withClass(
			visitor,
			60,
			"host",
			async (crowd) => {
				await somebodyAway(crowd);
				// With so many clients the table is there by itself.
				await visitor.page.getByRole("region", { name: "Sessions" }).waitFor();
			},
			{ guests: 120 },
		),
	"class-ask": (visitor) => withClass(visitor, 30, "screen", asked),
	"class-phone": (visitor) => withClass(visitor, 3, "phone", async () => {}),
	"class-phone-ask": (visitor) => withClass(visitor, 3, "phone", asked),
};

async function withClass({ page }, seats, as, then, { guests = 0, stage = true } = {}) {
	const lesson = await openLesson(BUILD);
	const crowd = await openCrowd(lesson, { seats, guests });
	if (!stage) for (const { client } of crowd.phones) client.close();
	const addresses = { screen: "/screen", host: `#host=${lesson.key}`, phone: "" };
	const close = async () => {
		crowd.close();
		await lesson.close();
	};
	try {
		await page.goto(`${lesson.base}/r/${lesson.code}${addresses[as]}`);
		await page
			.getByText(/\d+ of \d+ here|Watch the front|You are in/)
			.first()
			.waitFor();
		await then(crowd);
		await wait(1_500);
		return close;
	} catch (fault) {
		await close();
		throw fault;
	}
}

/** Messages for all, three of whom are away by then. */
async function somebodyAway({ publisher, phones }) {
	await publishFor(publisher, { perSecond: 5, ms: 1_000 });
	for (const { client } of phones.slice(1, 4)) client.close();
	await wait(500);
	await publishFor(publisher, { perSecond: 5, ms: 600 });
}

async function asked({ host, phones }) {
	const question = {
		id: "pictures",
		about: "Test 2 of 5",
		asks: "What does sub-1 receive when it is back?",
		setup: [
			{ says: "sub-1 connects, subscribes at QoS 1 and leaves.", code: "clean_session = false" },
			{ says: "pub-1 publishes three messages at QoS 0.", messages: ["m1", "m2", "m3"] },
			{ says: "sub-1 comes back.", code: "clean_session = false" },
		],
		answers: ["All three.", "Nothing.", "The newest alone."],
	};
	await host.classCommand({ type: "class.ask", question });
	const some = phones.slice(0, Math.ceil(phones.length * 0.8));
	await Promise.all(some.map(({ page }, at) => page.classCommand({ type: "class.answer", question: question.id, answer: at % 3 })));
}
