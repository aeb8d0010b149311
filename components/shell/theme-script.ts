/**
 * Runs in the head, before the first paint: what this browser remembers decides, otherwise the system does
 * (`app/globals.css`). The Trusted Types policy lets pass exactly this text.
 */
export const THEME_SCRIPT =
  "try{const t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}"
