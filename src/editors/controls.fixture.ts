/** What a Combobox needs of a browser and jsdom lacks: sizes, as it draws only the options that fit into its list, and an observer of its ends. */
export function giveLayout(): void {
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  globalThis.IntersectionObserver = NothingSeen;
}

class NothingSeen implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly thresholds = [];
  disconnect() {}
  observe() {}
  unobserve() {}
  takeRecords() {
    return [];
  }
}
