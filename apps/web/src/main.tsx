import { render } from 'preact';
import { Entry } from './view/entry';

const page = document.getElementById('page');
if (page !== null) render(<Entry />, page);
