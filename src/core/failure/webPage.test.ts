import { headingOf } from './webPage';

it.each([
  ['<html><head><title>502 Bad Gateway</title></head><body><h1>Oops</h1>', '502 Bad Gateway'],
  ['\n <!DOCTYPE html><HTML><TITLE>\n Error 400\tAmbiguous  URI </TITLE>', 'Error 400 Ambiguous URI'],
  ['<html><title> </title><h1 class="a">Sign in to <b>Grafana</b></h1>', 'Sign in to'],
  ['<center><h2>Not here', 'Not here'],
  ['<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message>', 'Access Denied'],
  ['<p>nothing</p>', null],
  ['{"message":"<title>no</title>"}', null],
  ['', null],
])('the heading of %j is %j', (text, expected) => {
  expect(headingOf(text)).toBe(expected);
});
