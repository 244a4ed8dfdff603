import { headingOf } from './webPage';

it.each([
  ['<html><head><title>502 Bad Gateway</title></head><body><h1>Oops</h1>', '502 Bad Gateway'],
  ['\n <!DOCTYPE html><HTML><TITLE>\n Error 400\tAmbiguous  URI </TITLE>', 'Error 400 Ambiguous URI'],
  ['<html><title></title><h1 class="a">Sign&nbsp;in to <b>Grafana</b> &amp; more</h1>', 'Sign in to Grafana & more'],
  ['<center><h2>Not &quot;here&quot;', 'Not "here"'],
  ['<h1>404 &#8211; Not&#x20;Found &mdash; &#9999999;&copy;</h1>', '404 \u2013 Not Found \u2014 &#9999999;&copy;'],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message>', 'Access Denied'],
  ['<p>nothing</p>', null],
  ['{"message":"<title>no</title>"}', null],
  ['', null],
])('the heading of %j is %j', (text, expected) => {
  expect(headingOf(text)).toBe(expected);
});
