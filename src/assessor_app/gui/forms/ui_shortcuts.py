# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'shortcuts.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QHBoxLayout,
    QHeaderView, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QTreeWidget, QTreeWidgetItem,
    QVBoxLayout, QWidget)

from assessor_app.gui.widgets.key_field import KeyField

class Ui_Shortcuts(object):
    def setupUi(self, Shortcuts):
        if not Shortcuts.objectName():
            Shortcuts.setObjectName(u"Shortcuts")
        Shortcuts.resize(800, 640)
        self.outer = QVBoxLayout(Shortcuts)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(16, 16, 16, 16)
        self.search = QLineEdit(Shortcuts)
        self.search.setObjectName(u"search")
        self.search.setClearButtonEnabled(True)

        self.outer.addWidget(self.search)

        self.rows = QTreeWidget(Shortcuts)
        self.rows.setObjectName(u"rows")
        self.rows.setProperty(u"look", u"roomy")
        self.rows.setRootIsDecorated(False)
        self.rows.setIndentation(0)
        self.rows.setUniformRowHeights(True)

        self.outer.addWidget(self.rows)

        self.editor = QFrame(Shortcuts)
        self.editor.setObjectName(u"editor")
        self.editor.setProperty(u"look", u"panel")
        self.editing = QVBoxLayout(self.editor)
        self.editing.setSpacing(8)
        self.editing.setObjectName(u"editing")
        self.editing.setContentsMargins(16, 12, 16, 12)
        self.chosen = QLabel(self.editor)
        self.chosen.setObjectName(u"chosen")
        self.chosen.setProperty(u"look", u"section")
        self.chosen.setTextFormat(Qt.PlainText)
        self.chosen.setWordWrap(True)

        self.editing.addWidget(self.chosen)

        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self.line.setObjectName(u"line")
        self.press = KeyField(self.editor)
        self.press.setObjectName(u"press")

        self.line.addWidget(self.press)

        self.use = QPushButton(self.editor)
        self.use.setObjectName(u"use")
        self.use.setAutoDefault(True)

        self.line.addWidget(self.use)

        self.add = QPushButton(self.editor)
        self.add.setObjectName(u"add")
        self.add.setAutoDefault(True)

        self.line.addWidget(self.add)

        self.keep = QPushButton(self.editor)
        self.keep.setObjectName(u"keep")
        self.keep.setAutoDefault(True)

        self.line.addWidget(self.keep)

        self.push_1 = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.line.addItem(self.push_1)

        self.clear = QPushButton(self.editor)
        self.clear.setObjectName(u"clear")
        self.clear.setAutoDefault(True)

        self.line.addWidget(self.clear)

        self.reset = QPushButton(self.editor)
        self.reset.setObjectName(u"reset")
        self.reset.setAutoDefault(True)

        self.line.addWidget(self.reset)


        self.editing.addLayout(self.line)

        self.said = QLabel(self.editor)
        self.said.setObjectName(u"said")
        self.said.setProperty(u"look", u"quiet")
        self.said.setTextFormat(Qt.PlainText)
        self.said.setWordWrap(True)

        self.editing.addWidget(self.said)


        self.outer.addWidget(self.editor)

        self.rules = QLabel(Shortcuts)
        self.rules.setObjectName(u"rules")
        self.rules.setProperty(u"look", u"small")
        self.rules.setWordWrap(True)

        self.outer.addWidget(self.rules)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.undo = QPushButton(Shortcuts)
        self.undo.setObjectName(u"undo")
        self.undo.setAutoDefault(True)

        self.buttons.addWidget(self.undo)

        self.reset_all = QPushButton(Shortcuts)
        self.reset_all.setObjectName(u"reset_all")
        self.reset_all.setAutoDefault(True)

        self.buttons.addWidget(self.reset_all)

        self.push_2 = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push_2)

        self.sheet = QPushButton(Shortcuts)
        self.sheet.setObjectName(u"sheet")
        self.sheet.setAutoDefault(True)

        self.buttons.addWidget(self.sheet)

        self.leave = QPushButton(Shortcuts)
        self.leave.setObjectName(u"leave")
        self.leave.setAutoDefault(True)

        self.buttons.addWidget(self.leave)


        self.outer.addLayout(self.buttons)

        QWidget.setTabOrder(self.search, self.rows)
        QWidget.setTabOrder(self.rows, self.press)
        QWidget.setTabOrder(self.press, self.use)
        QWidget.setTabOrder(self.use, self.add)
        QWidget.setTabOrder(self.add, self.keep)
        QWidget.setTabOrder(self.keep, self.clear)
        QWidget.setTabOrder(self.clear, self.reset)
        QWidget.setTabOrder(self.reset, self.undo)
        QWidget.setTabOrder(self.undo, self.reset_all)
        QWidget.setTabOrder(self.reset_all, self.sheet)
        QWidget.setTabOrder(self.sheet, self.leave)

        self.retranslateUi(Shortcuts)

        QMetaObject.connectSlotsByName(Shortcuts)
    # setupUi

    def retranslateUi(self, Shortcuts):
        Shortcuts.setWindowTitle(QCoreApplication.translate("Shortcuts", u"Shortcuts", None))
#if QT_CONFIG(accessibility)
        self.search.setAccessibleName(QCoreApplication.translate("Shortcuts", u"Search the shortcuts", None))
#endif // QT_CONFIG(accessibility)
        self.search.setPlaceholderText(QCoreApplication.translate("Shortcuts", u"Search by what it does or by key", None))
        ___qtreewidgetitem = self.rows.headerItem()
        ___qtreewidgetitem.setText(2, QCoreApplication.translate("Shortcuts", u"Changed", None))
        ___qtreewidgetitem.setText(1, QCoreApplication.translate("Shortcuts", u"Keys", None))
        ___qtreewidgetitem.setText(0, QCoreApplication.translate("Shortcuts", u"What it does", None))
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("Shortcuts", u"What can be done, and its keys. Enter changes them", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.press.setAccessibleName(QCoreApplication.translate("Shortcuts", u"Press the new key", None))
#endif // QT_CONFIG(accessibility)
        self.press.setPlaceholderText(QCoreApplication.translate("Shortcuts", u"Press the new key here", None))
        self.keep.setText(QCoreApplication.translate("Shortcuts", u"Keep it there", None))
        self.clear.setText(QCoreApplication.translate("Shortcuts", u"No &key", None))
#if QT_CONFIG(tooltip)
        self.clear.setToolTip(QCoreApplication.translate("Shortcuts", u"Take all its keys away (Delete in the list)", None))
#endif // QT_CONFIG(tooltip)
        self.reset.setText(QCoreApplication.translate("Shortcuts", u"&Reset", None))
#if QT_CONFIG(tooltip)
        self.reset.setToolTip(QCoreApplication.translate("Shortcuts", u"Give it the keys it came with", None))
#endif // QT_CONFIG(tooltip)
        self.rules.setText(QCoreApplication.translate("Shortcuts", u"The digits 1 to 9, alone and with Alt, stay: they are found by their place on the keyboard. So do Esc, F1 and Ctrl+3, which lead out of text, to the keys and to the settings. If nothing happens when you press a key, the system keeps it for itself.", None))
        self.undo.setText(QCoreApplication.translate("Shortcuts", u"&Undo", None))
#if QT_CONFIG(tooltip)
        self.undo.setToolTip(QCoreApplication.translate("Shortcuts", u"Take the last change of keys back", None))
#endif // QT_CONFIG(tooltip)
        self.reset_all.setText(QCoreApplication.translate("Shortcuts", u"Reset &all\u2026", None))
        self.sheet.setText(QCoreApplication.translate("Shortcuts", u"Key &sheet\u2026", None))
#if QT_CONFIG(tooltip)
        self.sheet.setToolTip(QCoreApplication.translate("Shortcuts", u"All keys on one page, to search, print or save", None))
#endif // QT_CONFIG(tooltip)
        self.leave.setText(QCoreApplication.translate("Shortcuts", u"Close", None))
    # retranslateUi

