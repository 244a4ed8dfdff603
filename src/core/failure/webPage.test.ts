import { headingOf } from './webPage';

it.each([
  ['<html><head><title>502 Bad Gateway</title></head><body><h1>Oops</h1>', '502 Bad Gateway'],
  ['\n <!DOCTYPE html><HTML><TITLE>\n Error 400\tAmbiguous  URI </TITLE>', 'Error 400 Ambiguous URI'],
  ['<html><title></title><h1 class="a">Sign&nbsp;in to <b>Grafana</b> &amp; more</h1>', 'Sign in to Grafana & more'],
  ['<center><h2>Not &quot;here&quot;', 'Not "here"'],
  ['<p>nothing</p>', null],
  ['{"message":"<title>no</title>"}', null],
  ['', null],
])('the heading of %j is %j', (text, expected) => {
  expect(headingOf(text)).toBe(expected);
});
