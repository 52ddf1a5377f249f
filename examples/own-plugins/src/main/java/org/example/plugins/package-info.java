/** A toy of each kind of plugin; docs/write-a-plugin.md explains them one by one. */
package org.example.plugins;
