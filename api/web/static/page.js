// What does the page do beyond plain HTML? After an answer is swapped in, it is read out, and the box keeps its cursor.
"use strict";

document.addEventListener("htmx:afterSettle", () => {
  const said = document.querySelector("[data-announce]");
  document.getElementById("announce").textContent = said ? said.textContent : "";
});

document.addEventListener("htmx:sendError", (event) => {
  event.target.submit?.();
});
