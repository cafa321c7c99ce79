// The page of the whole knowledge follows the files too.

const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());

const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;

let version = null;
new EventSource("/api/events").addEventListener("state", (e) => {
  const now = JSON.parse(e.data).version;
  if (version !== null && now !== version) location.reload();
  version = now;
});
