import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, ON_GRAFANA, test } from './fixtures';
import type { Workbench } from './hosts/workbench';
import german from '../src/locales/de-DE/peerlens-quality-datasource.json';
import { DEMO, HUNDREDMS, STORM } from './sources';

test.skip(ON_GRAFANA, 'only the workbench shows the forms without the rest of Grafana');
// Each goes through dozens of states.
test.describe.configure({ timeout: 600_000 });

const THEMES = ['dark', 'light'] as const;
/** In pixels: a phone, and a window of 1440 at 200 %. */
const WIDTHS = [400, 720];

/** What a German form shows beside its texts: what the workbench and Grafana's packages say, names, times, numbers. */
const OTHERS = [
  /^(Last 1 hour|Run query|Help|Save & test|(Clear|Remove|Show) .+)$/,
  /^(studio|stage|pitch|native|\d+p|Guest \(Lima\).*|\d{4}-\d\d-\d\d .+)$/,
  /^(\d+|%|fps|[a-z]+_\w+|__internal_.+|https:.+|\/api|-----BEGIN .+)$/,
];

// How wide a form is does not depend on the theme.
for (const theme of THEMES) {
  for (const uid of [HUNDREDMS, STORM]) {
    test(`the query editors of ${uid} are accessible, ${theme}`, async ({ workbench }) => {
      await workbench.openSource(uid, theme);
      await forEachQuery(workbench, theme === 'dark' ? expectAccessible : expectNoFindings);
    });
  }

  test(`the settings are accessible, ${theme}`, async ({ workbench }) => {
    await workbench.openSource(DEMO, theme);
    await forEachSettings(workbench, theme === 'dark' ? expectAccessible : expectNoFindings);
  });
}

for (const uid of [HUNDREDMS, STORM]) {
  test(`the query editors of ${uid} are wholly in German`, async ({ workbench }) => {
    await workbench.openSource(uid, 'dark', 'de-DE');
    await forEachQuery(workbench, expectGerman, inGerman);
  });
}

test('the settings are wholly in German', async ({ workbench }) => {
  await workbench.openSource(DEMO, 'dark', 'de-DE');
  await forEachSettings(workbench, expectGerman, inGerman);
});

for (const section of ['Settings', 'Variable', 'Annotation']) {
  test(`Tab goes through ${section} and back, and shows where it is`, async ({ workbench, page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await workbench.openSource(HUNDREDMS);
    const button = page.getByRole('button', { name: section, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('group', { name: section, exact: true });
    // The editor is loaded when it is first shown.
    await expect(form.getByRole('radio').or(form.getByRole('combobox')).first()).toBeVisible();
    if (section === 'Annotation') {
      // It begins with the newest call. With a value, a field has a button that clears it.
      await expect(form.getByRole('combobox', { name: 'Session' })).toHaveValue(/./);
    }
    await expect(button).toBeFocused();
    await expectTabStops(form);
  });
}

test('Tab goes through the query editor and back, and shows where it is', async ({ workbench, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await workbench.openSource(HUNDREDMS);
  await page.getByRole('button', { name: 'Options' }).press('Enter');
  await page.getByRole('button', { name: 'Settings', exact: true }).focus();
  await expectTabStops(page.getByRole('region', { name: 'Query' }));
});

test('a variable and an annotation are edited by keyboard alone', async ({ workbench, page }) => {
  await workbench.openSource(HUNDREDMS);
  await page.getByRole('button', { name: 'Variable', exact: true }).press('Enter');
  const variable = page.getByRole('group', { name: 'Variable', exact: true });
  const list = variable.getByRole('combobox', { name: 'List' });
  await list.press('ArrowDown');
  await page.keyboard.type('Peers');
  await expect(page.getByRole('option', { name: /^Peers/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(list).toHaveValue('Peers');
  await expect(list).toBeFocused();
  await expect(variable.getByRole('combobox', { name: 'Session' })).toBeVisible();

  await page.getByRole('button', { name: 'Annotation', exact: true }).press('Enter');
  const annotation = page.getByRole('group', { name: 'Annotation', exact: true });
  await annotation.getByRole('radio', { name: 'Events' }).press('ArrowRight');
  await expect(annotation.getByRole('radio', { name: 'Incidents' })).toBeFocused();
  await expect(annotation.getByRole('radio', { name: 'Incidents' })).toBeChecked();
});

type Visit = (form: Locator) => Promise<void>;
/** Returns a text of the plugin in the language that the page is in. */
type Translate = (english: keyof typeof german) => string;
const inEnglish: Translate = (english) => english;
const inGerman: Translate = (english) => german[english];

/**
 * Visits the help, the query editor, and those of a variable and an annotation, with each of their types and all
 * options open.
 */
async function forEachQuery({ page }: Workbench, visit: Visit, t = inEnglish): Promise<void> {
  const help = page.getByRole('button', { name: 'Help' });
  await help.click();
  const examples = page.getByRole('group', { name: 'Examples' });
  await expect(examples.getByRole('button').first()).toBeVisible();
  await visit(examples);
  await help.click();
  for (const section of ['Query', 'Variable', 'Annotation']) {
    const form = page.getByLabel(section, { exact: true }).and(page.locator('section, [role=group]'));
    if (section !== 'Query') {
      await page.getByRole('button', { name: section, exact: true }).click();
    }
    // Storm has so few lists that they are radio buttons.
    const list = form.getByRole('combobox', { name: t('List') });
    const types = form.getByRole('radiogroup', { name: new RegExp(`^(${t('Query')}|${t('List')})$`) });
    await expect(types.or(list).first()).toBeVisible();
    if (await list.isVisible()) {
      await list.press('ArrowDown');
      for (const name of await page.getByRole('option').allInnerTexts()) {
        await list.fill(name);
        await page.getByRole('option', { name }).first().click();
        await expect(list).toHaveValue(name);
        await visit(form);
      }
      continue;
    }
    for (const type of await types.getByRole('radio').all()) {
      await type.check();
      for (const options of await form
        .getByRole('button', { name: new RegExp(`^${t('Options')}`), expanded: false })
        .all()) {
        await options.click();
      }
      await visit(form);
    }
  }
}

/** Visits the settings of each service with each way to authenticate, and everything open. */
async function forEachSettings({ page }: Workbench, visit: Visit, t = inEnglish): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const form = page.getByRole('group', { name: 'Settings', exact: true });
  for (const service of ['Demo', '100ms', 'Storm']) {
    await form.getByRole('radio', { name: new RegExp(`^${service}`) }).check();
    for (const checkbox of await form.getByRole('checkbox').all()) {
      await checkbox.check({ force: true });
    }
    const thresholds = form.getByRole('button', { name: t('Thresholds of the score'), expanded: false });
    if (await thresholds.isVisible()) {
      await thresholds.click();
    }
    if (service === '100ms') {
      await form.getByRole('button', { name: t('Add header') }).click();
    }
    const methods = await form
      .getByRole('radiogroup', { name: t('Method') })
      .getByRole('radio')
      .all();
    for (const method of methods) {
      await method.check();
      await visit(form);
    }
    if (methods.length === 0) {
      await visit(form);
    }
  }
}

async function expectAccessible(form: Locator): Promise<void> {
  await expectNoFindings(form);
  await expectNothingCutOff(form);
}

/** Expects that each text of a form is one of the plugin's in German, and that none is cut off. */
async function expectGerman(form: Locator): Promise<void> {
  const shown = await form.evaluate((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const texts = new Set<string>();
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const attributes = node instanceof Element ? ['aria-label', 'placeholder', 'title'] : [];
      attributes.forEach((name) => texts.add((node instanceof Element && node.getAttribute(name)) || ''));
      texts.add(node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '').trim() : '');
    }
    return [...texts];
  });
  expect(shown.filter((text) => ![GERMAN, ...OTHERS].some((allowed) => allowed.test(text)))).toEqual([]);
  await expectNothingCutOff(form, [400, 1024]);
}

/** The German texts, with anything as their values. A required field has an asterisk. */
const GERMAN = new RegExp(
  `^(${Object.values(german)
    .map((text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+'))
    .join('|')})?( \\*)?$`
);

async function expectNoFindings(form: Locator): Promise<void> {
  await form.evaluate((element) => element.setAttribute('data-scanned', ''));
  const { violations } = await new AxeBuilder({ page: form.page() })
    .include('[data-scanned]')
    .options({ resultTypes: ['violations'] })
    // Without frames, whose results it would join in a page of their own.
    .setLegacyMode(true)
    .analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  await form.evaluate((element) => element.removeAttribute('data-scanned'));
}

/**
 * Expects that no part of a form is wider than there is room. The result below it is the workbench's. An input scrolls
 * a long text, as on every page.
 */
async function expectNothingCutOff(form: Locator, widths = WIDTHS): Promise<void> {
  const size = form.page().viewportSize() ?? { width: 1440, height: 1100 };
  for (const width of widths) {
    await form.page().setViewportSize({ ...size, width });
    const cutOff = await form.evaluate((root) => {
      const { clientWidth } = document.documentElement;
      const parts = [...root.querySelectorAll<HTMLElement>('*')].filter((part) => {
        const isHidden = part.clientWidth <= 1 || part instanceof HTMLInputElement;
        const hides = getComputedStyle(part).overflowX !== 'visible' && part.scrollWidth > part.clientWidth + 1;
        return !isHidden && (hides || part.getBoundingClientRect().right > clientWidth + 1);
      });
      return parts.map((part) => part.outerHTML.slice(0, 200));
    });
    expect(cutOff, `at ${width} px`).toEqual([]);
  }
  await form.page().setViewportSize(size);
}

/**
 * Presses Tab from the place before a form to its end and back, and expects each control in order, changed by the
 * focus.
 */
async function expectTabStops(form: Locator): Promise<void> {
  const { keyboard } = form.page();
  const controls = await form.evaluate((root) => {
    const all = root.querySelectorAll<HTMLElement | SVGElement>('input, textarea, button, select, a[href], [tabindex]');
    const reachable = [...all].filter((control) => {
      const isUnchecked = control instanceof HTMLInputElement && control.type === 'radio' && !control.checked;
      return control.tabIndex >= 0 && !control.matches(':disabled') && !isUnchecked && control.checkVisibility();
    });
    reachable.forEach((control, i) => control.setAttribute('data-stop', String(i)));
    return reachable.map((control) => control.outerHTML.slice(0, 200));
  });
  expect(controls.length).toBeGreaterThan(0);
  const forward = controls.map((_, i) => i);
  for (const [key, order] of [
    ['Tab', forward],
    ['Shift+Tab', [...forward].reverse()],
  ] as const) {
    for (const i of order) {
      await keyboard.press(key);
      await expect(form.locator(':focus'), `${key} to ${controls[i]}`).toHaveAttribute('data-stop', String(i));
      const looks = await form.locator(':focus').evaluate(looksWithAndWithoutFocus);
      expect(looks.focused, `${controls[i]} shows that it has the focus`).not.toBe(looks.blurred);
    }
    await keyboard.press(key);
    await expect(form.locator(':focus')).toHaveCount(0);
  }
}

/** How a control and what is around it are drawn with the focus, and without. */
function looksWithAndWithoutFocus(control: HTMLElement | SVGElement) {
  const look = () => {
    const around = [control, control.nextElementSibling, control.parentElement, control.parentElement?.parentElement];
    return around
      .filter((element) => element instanceof Element)
      .map((element) => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
        return [outline, boxShadow, borderColor, backgroundColor].join();
      })
      .join('\n');
  };
  const focused = look();
  control.blur();
  const blurred = look();
  control.focus();
  return { focused, blurred };
}
