// Opens pages of `plan --format html` and `fleet --html` from disk in a headless browser:
//
//     node check.mjs BROWSER PAGE...
//
// A page asks for nothing, says nothing on the console, runs nothing, hides what its filters say, and axe-core
// finds nothing to object to, in light and in dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [executablePath, ...files] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

for (const file of files) {
  const url = pathToFileURL(file).href;
  for (const scheme of ['light', 'dark']) {
    const page = await browser.newPage();
    const seen = [];
    page.on('request', (request) => request.url() !== url && seen.push(`request ${request.url()}`));
    page.on('console', (message) => seen.push(`console ${message.text()}`));
    page.on('pageerror', (error) => seen.push(`error ${error.message}`));
    page.on('dialog', (dialog) => seen.push(`dialog ${dialog.message()}`) && dialog.dismiss());
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(url, { waitUntil: 'networkidle0' });
    assert.deepEqual(seen, [], file);
    assert.equal(await page.$$eval('script, img, iframe, object, embed, link', (all) => all.length), 0);

    const visible = () => page.$$eval('.group', (all) => all.filter((group) => group.checkVisibility()).length);
    const all = await visible();
    if (all > 0) {
      const review = await page.$$eval('.group.review', (found) => found.length);
      await page.click('#only-review');
      assert.equal(await visible(), review, 'only what to look at');
      await page.click('#only-review');
      const first = await page.$eval('.app', (app) => [app.id, app.querySelectorAll('.group').length]);
      await page.click(`#show-${first[0]}`);
      assert.equal(await visible(), all - first[1], 'without the first app');
      await page.click(`#show-${first[0]}`);
      assert.equal(await visible(), all);
      // The whole diff is there for the keyboard and the printer.
      await page.$$eval('details', (found) => found.forEach((details) => (details.open = true)));
    }

    const repositories = () => page.$$eval('.repository', (all) => all.filter((one) => one.checkVisibility()).length);
    const fleet = await repositories();
    for (const filter of fleet > 0 ? await page.$$('.filters input') : []) {
      const kind = await filter.evaluate((box) => box.id.replace('show-', ''));
      const hidden = await page.$$eval(`.repository.${kind}`, (found) => found.length);
      assert.ok(hidden > 0, kind);
      await filter.click();
      assert.equal(await repositories(), fleet - hidden, `without ${kind}`);
      await filter.click();
    }
    assert.equal(await repositories(), fleet);

    // The page's own policy lets no script in; the checker gets past it.
    const checked = await browser.newPage();
    await checked.setBypassCSP(true);
    await checked.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await checked.goto(url);
    await checked.$$eval('details', (found) => found.slice(0, 8).forEach((details) => (details.open = true)));
    await checked.evaluate(axe);
    const { violations } = await checked.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
    assert.deepEqual(said, [], `${file}, ${scheme}`);
    await page.close();
    await checked.close();
  }
}
await browser.close();
console.log(`${files.length} pages passed`);
