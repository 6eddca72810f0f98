// The front end asks for MathJax when it starts. There is no mathematics in an essay.
window.MathJax = {
  Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } },
  Ajax: {},
};
