/* Sign-in page of the demo: a click on an account fills the form. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-account]");
    if (!button) { return; }
    document.querySelectorAll("[data-account]").forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
    document.getElementById("id_username").value = button.dataset.account;
    document.getElementById("id_password").value = button.dataset.password;
    document.getElementById("sign-in").focus();
  });
})();
