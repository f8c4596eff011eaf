// What is marked in the current words is taken as the words the mark should lie on.

const near = document.getElementById("near");
const words = document.getElementById("words");

near.addEventListener("select", () => {
  const marked = near.value.slice(near.selectionStart, near.selectionEnd).trim();
  if (marked) words.value = marked;
});
