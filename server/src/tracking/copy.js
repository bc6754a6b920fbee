// Copying the tracking number: the button appears only where it works.
const button = document.getElementById("copy");
const number = document.getElementById("number");
if (button && number && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const before = button.textContent;
    await navigator.clipboard.writeText(number.textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}
