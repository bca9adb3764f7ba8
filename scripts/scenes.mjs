/** The scenes of the pictures. Each scene starts from a fresh page, leaves the page as it should be seen, and does everything through what is on the page. */
export const SCENES = {
	async landing({ page }, host) {
		await page.goto(host);
		await page.getByRole("heading", { name: "Five tests" }).waitFor();
	},

	/** The room of the design's picture: r1 retained, m1 queued, m2 dropped, m3 held half way, sub-1 unplugged. */
	async lab(visitor, host) {
		await visitor.enter(`${host}/r/k7q2`);
		await visitor.delay(0);
		await visitor.connect("pub-1", { clean: true });
		await visitor.connect("sub-1", { clean: false });
		await visitor.setSubscribe("sub-1", { filter: "greenhouse/+", qos: 1 });
		await visitor.subscribe("sub-1");
		await visitor.logged("SUBACK");
		await visitor.setPublish("pub-1", { topic: "site/door", payload: "closed", qos: 0, retain: true });
		await visitor.publish("pub-1");
		await visitor.disconnect("sub-1");
		await visitor.setPublish("pub-1", { topic: "greenhouse/temp", payload: "21.4", qos: 1, retain: false });
		await visitor.publish("pub-1");
		await visitor.setPublish("pub-1", { payload: "21.6", qos: 0 });
		await visitor.publish("pub-1");
		await visitor.setPublish("pub-1", { payload: "21.9", qos: 1 });
		// held half way while there is time for that, then at the speed of the picture: a change of delay leaves the packet where it is
		await visitor.delay(6_000);
		await visitor.publish("pub-1");
		await visitor.packets("PUBLISH m3").waitFor();
		await visitor.untilLater(2_900);
		await visitor.pause();
		await visitor.delay(2_000);
		await visitor.resume();
		await visitor.pause();
		await visitor.setPublish("pub-1", { payload: "22.3" });
	},

	/** The tape of the Lab. */
	tape: (visitor, host) => openTape(visitor, host, "t6a4"),

	/** The last packet of such a tape, taken apart. */
	async packet(visitor, host) {
		await openTape(visitor, host, "p6a4");
		await visitor.page.getByRole("tab", { name: "Packet", exact: true }).click();
		await visitor.page.getByRole("button", { name: "Last packet" }).click();
		await visitor.page
			.getByRole("table", { name: /PUBACK/ })
			.or(visitor.page.getByRole("heading", { name: /PUBACK/ }))
			.first()
			.waitFor();
	},

	/** What that packet's message lacks, and the moment before. */
	async exchange(visitor, host) {
		await openTape(visitor, host, "x6a4");
		const { page } = visitor;
		await page.getByRole("tab", { name: "Packet", exact: true }).click();
		await page.getByRole("button", { name: "Last packet" }).click();
		await page.getByRole("tab", { name: "Exchange", exact: true }).click();
		await page.keyboard.press(",");
	},

	/** The room beside a second run of it with one switch turned. */
	async beside(visitor, host) {
		await openTape(visitor, host, "b6a4");
		const { page } = visitor;
		await page.getByRole("button", { name: "Side by side" }).click();
		await page.getByRole("combobox", { name: "What is otherwise in the second run" }).selectOption({ label: "Let pub-1 publish at QoS 0" });
		await page.getByRole("img", { name: "Second run" }).waitFor();
	},

	async empty(visitor, host) {
		await visitor.enter(`${host}/r/f3w8`);
	},

	"test-4": (visitor, host) => watchTest(visitor, host, 4),
	"test-2": (visitor, host) => watchTest(visitor, host, 2),

	/** Test 2 as a lesson, before the test runs. */
	async predict({ page }, host) {
		await page.goto(`${host}/r/p2d7/lessons/test-2`);
		await page.getByRole("radio").first().waitFor();
	},

	/** The same lesson with a wrong prediction, compared. */
	async lesson({ page }, host) {
		await page.goto(`${host}/r/l2n4/lessons/test-2`);
		// The answers stand in an order of their own in each browser.
		await page.getByRole("radio", { name: /^All three wait at the broker/ }).check({ force: true });
		await page.getByRole("button", { name: "Run it at once" }).click();
		await page.getByText("First difference").first().waitFor();
	},

	async questions({ page }, host) {
		await page.goto(`${host}/r/q4k7/questions`);
		await page.getByRole("searchbox").waitFor();
	},
	async question({ page }, host) {
		await page.goto(`${host}/r/q4k7/questions/two-copies`);
		await page.getByRole("link", { name: "Run it" }).waitFor();
	},
	/** The run of a question at its end, with the answer. */
	async proof({ page }, host) {
		await page.goto(`${host}/r/q9w3?question=opposite-state`);
		await page.getByRole("region", { name: "Answer" }).waitFor();
	},
	async matrix({ page }, host) {
		await page.goto(`${host}/r/m5x3/matrix`);
		await page.getByText("36 of 36 run").waitFor();
		await page
			.getByRole("button", { name: /retain on, clean_session = false, subscribe QoS 0, publish QoS 1/ })
			.first()
			.click();
		await page.getByText("One change away").waitFor();
	},

	/** What a visit has seen happen. */
	async rules(visitor, host) {
		await watchTest(visitor, host, 4);
		await visitor.page.goto(`${host}/r/r7k3/rules`);
		await visitor.page.getByRole("heading", { name: /Rules you have seen/ }).waitFor();
	},

	/** sub-1's cable is cut while a message is on its way to it; the copy is kept. */
	async cut(visitor, host) {
		await visitor.enter(`${host}/r/c9t5`);
		await visitor.delay(0);
		await visitor.connect("pub-1");
		await visitor.connect("sub-1", { clean: false });
		await visitor.subscribe("sub-1");
		await visitor.logged("SUBACK");
		await visitor.delay(6_000);
		await visitor.publish("pub-1");
		await visitor.setPublish("pub-1", { payload: "21.8", qos: 0 });
		await visitor.publish("pub-1");
		await visitor.packets(/m2.* broker to sub-1/).waitFor();
		await visitor.untilLater(2_000);
		await visitor.cut("sub-1");
		await visitor.pause();
	},

	/** sub-1 has fallen silent with a message on its way to it and a will; the broker's clock runs. */
	async silent(visitor, host) {
		await visitor.enter(`${host}/r/s4m9`);
		await visitor.delay(0);
		await visitor.will("sub-1", { keepAlive: 60 });
		await visitor.connect("pub-1");
		await visitor.connect("sub-1", { clean: false });
		await visitor.subscribe("sub-1");
		await visitor.logged("SUBACK");
		await visitor.delay(6_000);
		await visitor.publish("pub-1");
		await visitor.packets(/m1.* broker to sub-1/).waitFor();
		await visitor.untilLater(2_000);
		await visitor.leaveBy("sub-1", "Fall silent");
		await visitor.pause();
	},

	/** The broker's settings, a preset chosen, a queue that is full. */
	async settings(visitor, host) {
		await visitor.enter(`${host}/r/b2d7`);
		await visitor.delay(0);
		await visitor.connect("pub-1");
		await visitor.connect("sub-1", { clean: false });
		await visitor.subscribe("sub-1");
		await visitor.logged("SUBACK");
		await visitor.disconnect("sub-1");
		for (let sent = 0; sent < 3; sent++) await visitor.publish("pub-1");
		await visitor.setting("max_queued_messages", 2);
	},

	/** Stock Aedes: what the wires show, and nothing more. */
	async stock(visitor, host) {
		await visitor.enter(`${host}/r/a5x8`);
		await visitor.delay(0);
		await visitor.stock();
		await visitor.connect("pub-1");
		await visitor.connect("sub-1", { clean: false });
		await visitor.subscribe("sub-1");
		await visitor.logged("SUBACK");
		await visitor.disconnect("sub-1");
		await visitor.publish("pub-1");
		await visitor.logged("PUBACK");
	},

	/** Four clients per side, on a slow wire, everything under way. */
	async crowd(visitor, host) {
		await visitor.enter(`${host}/r/h6n4`);
		await visitor.delay(0);
		await visitor.setPublish("pub-1", { qos: 2 });
		for (let number = 2; number <= 4; number++) {
			await visitor.add("publisher");
			await visitor.add("subscriber");
		}
		await visitor.setPublish("pub-3", { qos: 0 });
		await visitor.setSubscribe("sub-2", { qos: 0 });
		for (const number of [1, 2, 3, 4]) {
			await visitor.connect(`pub-${number}`);
			await visitor.connect(`sub-${number}`, { clean: number > 2 });
			await visitor.subscribe(`sub-${number}`);
		}
		await visitor.disconnect("sub-1");
		await visitor.delay(6_000);
		for (const number of [1, 2, 3, 4]) await visitor.publish(`pub-${number}`);
		await visitor.packets("broker to sub-4").first().waitFor();
		await visitor.untilLater(1_500);
		for (const number of [2, 3, 4]) await visitor.publish(`pub-${number}`);
		await visitor.packets("PUBLISH m7").first().waitFor();
		await visitor.untilLater(1_500);
		await visitor.pause();
	},
};

/** From the first page's card, as a reader of the tutorial does, to the verdict. */
async function watchTest({ page }, host, number) {
	await page.goto(host);
	await page.getByRole("link", { name: `Test ${number}: watch it run` }).click();
	await page
		.getByRole("region", { name: `Script: Test ${number}` })
		.getByRole("status")
		.waitFor({ timeout: 60_000 });
}

/** A message waits for sub-1, which comes back; the answer to another one is held on its wire and lost in a cut, and the message sent again. */
async function openTape(visitor, host, room) {
	const { page } = visitor;
	await visitor.enter(`${host}/r/${room}`);
	await visitor.delay(0);
	await visitor.connect("pub-1", { clean: false });
	await visitor.connect("sub-1", { clean: false });
	await visitor.setSubscribe("sub-1", { filter: "greenhouse/+", qos: 1 });
	await visitor.subscribe("sub-1");
	await visitor.logged("SUBACK");
	await visitor.delay(2_000);
	await visitor.setPublish("pub-1", { topic: "greenhouse/temp", payload: "21.4", qos: 1 });
	await visitor.disconnect("sub-1");
	await visitor.publish("pub-1");
	await visitor.logged("PUBACK");
	await visitor.connect("sub-1");
	await visitor.untilLater(5_000);
	await visitor.publish("pub-1");
	await visitor.packets(/PUBACK.* broker to pub-1/).waitFor();
	await visitor.leaveBy("pub-1", /^Hold/);
	await visitor.untilLater(2_500);
	await visitor.cut("pub-1");
	await visitor.untilLater(1_000);
	await visitor.connect("pub-1");
	await visitor.untilLater(5_000);
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	await page.getByRole("region", { name: "Tape", exact: true }).getByRole("button", { name: "30 s", exact: true }).waitFor();
	await visitor.pause();
}
