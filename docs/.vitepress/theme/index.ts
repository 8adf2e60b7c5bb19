import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import FrameLab from './frame-lab.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('FrameLab', FrameLab);
  },
} satisfies Theme;
